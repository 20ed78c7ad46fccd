# Draws every series of a panel with gnuplot: gnuplot -c with_gnuplot.gp PANEL OUT FIRST STEP COUNT
# Rows of a series stand together, 60 to each. A series is read from the panel once and drawn twice.

panel = ARG1
years = 60
set datafile separator ","
set encoding utf8
set lmargin at screen 0.05
set rmargin at screen 0.93
set tmargin at screen 0.83
set bmargin at screen 0.14
set autoscale xfix
set border 1
set tics scale 0
set grid ytics linetype 1 linecolor "#dddddd"
unset key

do for [entity = int(ARG3):int(ARG5) - 1:int(ARG4)] {
    set table $series separator comma
    plot panel skip 1 + entity * years every ::::(years - 1) using 2:3:(name = strcol(1), 0) with table
    unset table
    from = real(word($series[1], 3))
    to = real(word($series[years], 3))
    title = sprintf("%s %s from %.2f in 1964 to %.2f in 2023", name, to > from ? "rose" : "fell", from, to)
    set label 1 title at screen 0.03, 0.93 font "DejaVu Sans:Bold,22"
    set label 2 "Annual, 1964–2023" at screen 0.03, 0.87 font ",14" textcolor "#555555"
    set label 3 "Source: panel.csv" at screen 0.03, 0.04 font ",11" textcolor "#555555"
    set label 4 sprintf("%.2f", to) at 2023, to offset 1 font ",14"
    do for [kind in "svg png"] {
        if (kind eq "svg") { set terminal svg size 1200, 675 font "DejaVu Sans,13" background "white" }
        else { set terminal pngcairo size 1200, 675 font "DejaVu Sans,13" }
        set output sprintf("%s/%s.%s", ARG2, name, kind)
        plot $series using 1:2 with lines linewidth 3 linecolor "#0072b2"
        unset output
    }
}
