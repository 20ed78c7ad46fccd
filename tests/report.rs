//! Reports: templates filled with charts, numbers, verdicts and tables, in each kind of document.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::golden::Golden;
use crate::support::{Run, Sample, run_in};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/reports")
}

/// Fills a template about the built-in package.
fn fill(template: &str, name: &str) -> Run {
    let folder = TempDir::new().unwrap();
    let file = format!("{name}.j2");
    std::fs::write(folder.path().join(&file), template).unwrap();
    run_in(folder.path(), &["report", &file])
}

#[track_caller]
fn filled(template: &str, name: &str) -> String {
    let run = fill(template, name);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn the_examples_are_what_their_templates_give() {
    let mut golden = Golden::of("docs/examples/reports");
    let folder = TempDir::new().unwrap();
    for kind in ["md", "html", "tex", "typ"] {
        let template = examples().join(format!("brief.{kind}.j2"));
        let out = format!("brief.{kind}");
        let run = run_in(folder.path(), &["report", template.to_str().unwrap(), "-o", &out]);
        assert_eq!(run.code, 0, "{}", run.err);
        golden.file(&out, &std::fs::read(folder.path().join(&out)).unwrap());
        // What it writes is what it says.
        for path in run.out.lines() {
            assert!(folder.path().join(path).is_file(), "{path}");
        }
    }
    for picture in
        ["gdp.svg", "gdp-dark.svg", "reserves.svg", "reserves-dark.svg", "gdp-760x370.svg", "reserves-760x370.svg"]
    {
        let name = format!("brief_files/{picture}");
        golden.file(&name, &std::fs::read(folder.path().join(&name)).unwrap());
    }
    golden.report();
}

#[test]
fn numbers_are_printed_words_or_computed_values() {
    // Worked by hand: 126 / 40 = 3.15, its 13th root 1.0923; 3.2e12 / 167e6 over 45 years is 24.5 percent a year.
    for (call, words) in [
        ("figure('gdp', 2010)", "almost CNY 40 trillion"),
        ("figure('gdp[2023]')", "CNY 126 trillion"),
        ("figure('tariff_rate', label='after')", "7.4%"),
        ("figure('gdp_multiple', '1978/2017')", "33.5 times"),
        ("multiple('gdp', 2010, 2023)", "3.15 times"),
        ("cagr('gdp', 2010, 2023)", "9.23%"),
        ("cagr('reserves', 1978, 2023)", "24.5%"),
        ("growth('gdp', 2010, 2023)", "215%"),
        ("change('rd_intensity', 2012, 2022)", "0.64 percentage points"),
        // 7.4 less 15.3.
        ("change('tariff_rate', 'before', 'after')", "−7.9 percentage points"),
        ("figure('tariff_rate', 'after')", "7.4%"),
        ("index('gdp', 2023, 2010)", "315"),
        // 33 of 126.
        ("share('mva', 'gdp', 2023)", "26.2%"),
        ("share('mva[2023]', 'gdp[2023]')", "26.2%"),
        // R&D of 1.03 trillion at 1.91 percent of GDP.
        ("implied('gdp[2012]')", "CNY 53.9 trillion"),
        ("indicators()[0].title", "GDP"),
        ("value('gdp[2023] - gdp[2010]')", "CNY 86 trillion"),
        ("value('gdp[2023] / 7', digits=5)", "CNY 18 trillion"),
        ("value('rd_expenditure[2012] / rd_expenditure[2022]', unit='percent')", "33.3%"),
        ("figure('gdp', 2023).value", "126000000000000.0"),
        ("figure('gdp', 2023).interval", "CNY 125.5 to 126.5 trillion"),
        ("figure('gdp', 2023).unit", "CNY"),
        ("verdict('patents_over_threshold')", "suspect"),
        ("claim('gdp_more_than_tripled').stated", "more than tripled"),
        ("counts().suspect", "1"),
        ("findings(verdict='depends')[0].title", "GDP growth a year, 1978–2017"),
        ("findings() | length", "89"),
        ("figures() | length", "80"),
        ("package.name", "wu-2025-opening-up"),
    ] {
        assert_eq!(filled(&format!("{{{{ {call} }}}}"), "a.txt"), format!("{words}\n"), "{call}");
    }
}

#[test]
fn a_footnote_tells_interval_and_source_in_the_way_of_the_document() {
    let template = "{{ figure('gdp', 2023) | note }} and {{ figure('gdp', 2023) | note }} and {{ 'x' | note('why') }}.";
    let note = "CNY 125.5 to 126.5 trillion; People's Daily (18 January 2024), II, economy, First, note 6.";
    let markdown = filled(template, "a.md");
    assert_eq!(
        markdown,
        format!("CNY 126 trillion[^1] and CNY 126 trillion[^1] and x[^2].\n\n[^1]: {note}\n[^2]: why\n")
    );
    let html = filled("<body>{{ figure('gdp', 2023) | note }}</body>", "a.html");
    assert!(html.starts_with("<body>CNY 126 trillion<sup><a href=\"#note-1\" id=\"mark-1\">1</a></sup>"), "{html}");
    assert!(
        html.contains(&format!("<li id=\"note-1\">{} <a href=\"#mark-1\"", note.replace('\'', "&#39;")))
            && html.ends_with("</ol>\n</body>\n"),
        "{html}"
    );
    // Marks of one note lead to it, and it leads back to the first.
    let twice = filled(template, "a.html");
    assert!(twice.matches("href=\"#note-1\"").count() == 2 && twice.matches("id=\"mark-1\"").count() == 1, "{twice}");
    assert_eq!(filled("{{ figure('gdp', 2023) | note }}", "a.tex"), format!("CNY 126 trillion\\footnote{{{note}}}\n"));
    assert_eq!(filled("{{ figure('gdp', 2023) | note }}", "a.typ"), format!("CNY 126 trillion#footnote[{note}];\n"));
    // Where a template wants them.
    let placed = filled("{{ 'x' | note('why') }}\n\n{{ footnotes() }}\n\nEnd", "a.md");
    assert_eq!(placed, "x[^1]\n\n[^1]: why\n\nEnd\n");
}

#[test]
fn a_picture_is_attached_and_included_in_the_way_of_the_document() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("t"), "{{ chart('gdp', size='wide', theme='dark', transform='index') }}")
        .unwrap();
    for (out, included, file) in [
        ("a.md", "](a_files/gdp-wide-index-dark.svg)", "svg"),
        (
            "a.html",
            "<img src=\"a_files/gdp-wide-index-dark.svg\" width=\"1200\" height=\"628\" style=\"max-width: 100%; height: auto\" alt=\"",
            "svg",
        ),
        ("a.tex", "\\includegraphics[width=\\linewidth]{a_files/gdp-wide-index-dark}", "pdf"),
        ("a.typ", "image(\"a_files/gdp-wide-index-dark.svg\"", "svg"),
        ("a.qmd", "![](a_files/gdp-wide-index-dark.png){fig-alt=\"", "png"),
        ("a.txt", "a_files/gdp-wide-index-dark.png", "png"),
    ] {
        let run = run_in(folder.path(), &["report", "t", "-o", out]);
        assert_eq!(run.code, 0, "{}", run.err);
        let text = std::fs::read_to_string(folder.path().join(out)).unwrap();
        assert!(text.contains(included), "{text}");
        let picture = folder.path().join(format!("a_files/gdp-wide-index-dark.{file}"));
        assert!(picture.is_file());
        std::fs::remove_file(picture).unwrap();
    }
    // Without a place for pictures there is no report.
    run_in(folder.path(), &["report", "t"]).assert_refused(&["pictures", "gdp-wide-index-dark.png", "-o report.md"]);
}

#[test]
fn pictures_that_differ_have_names_that_differ() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("t"), "{{ chart('gdp', from=2012) }} {{ chart('gdp', to=2012) }}").unwrap();
    let run = run_in(folder.path(), &["report", "t", "-o", "a.md"]);
    assert_eq!(run.out, "a.md\na_files/gdp-from-2012.svg\na_files/gdp-to-2012.svg\n", "{}", run.err);
    let picture = |name: &str| std::fs::read(folder.path().join("a_files").join(name)).unwrap();
    assert_ne!(picture("gdp-from-2012.svg"), picture("gdp-to-2012.svg"));

    // A chart that is called as the dark one of another would be.
    let sample = Sample::new();
    let chart = |id: &str| {
        format!(
            "[[chart]]\nid = \"{id}\"\nkind = \"column\"\ntitle = \"GDP\"\nfigures = [\"gdp[2010]\", \"gdp[2023]\"]\n"
        )
    };
    sample.write("charts.toml", &(chart("gdp") + &chart("gdp-dark")));
    sample.write("t", "{{ chart('gdp') }} {{ chart('gdp-dark') }}");
    sample.run(&["report", "t", "-o", "a.html"]).assert_refused(&["t:1:23", "would have the same name, gdp-dark"]);
    assert!(!sample.path().join("a.html").exists() && !sample.path().join("a_files").exists());
}

#[test]
fn a_picture_takes_a_caption_and_a_width() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("t"), "{{ chart('gdp', caption='GDP & <b>', width='80%') }}").unwrap();
    for (out, parts) in [
        (
            "a.html",
            vec![
                "<figure>\n<picture>",
                "style=\"width: 80%; height: auto\"",
                "<figcaption>GDP &amp; &lt;b&gt;</figcaption>",
            ],
        ),
        ("a.tex", vec!["width=0.80\\linewidth", "\\caption{GDP \\& \\textless{}b\\textgreater{}}", "\\label{fig:gdp}"]),
        ("a.typ", vec!["width: 80%", "caption: [GDP & \\<b\\>]", "<gdp>"]),
        ("a.qmd", vec!["![GDP & \\<b\\>](a_files/gdp.png){#fig-gdp fig-alt=\"", "width=80%}"]),
    ] {
        let run = run_in(folder.path(), &["report", "t", "-o", out]);
        let text = std::fs::read_to_string(folder.path().join(out)).unwrap_or(run.err);
        for part in parts {
            assert!(text.contains(part), "{out} has no {part}: {text}");
        }
    }
}

#[test]
fn words_begin_no_block_and_end_no_call() {
    // What follows a footnote of Typst is not a part of it.
    assert!(filled("{{ 'x' | note('y') }}(z)", "a.typ").starts_with("x#footnote[y];(z)"));
    for (words, markdown) in [
        ("2010. A year", "2010\\. A year"),
        ("3.15 times", "3.15 times"),
        ("- a", "\\- a"),
        ("a\\n# b", "a \\# b"),
        ("&lt; R&D", "\\&lt; R&D"),
        ("@user {x} ^y^", "\\@user \\{x\\} \\^y\\^"),
    ] {
        assert_eq!(filled(&format!("{{{{ '{words}' }}}}"), "a.md"), format!("{markdown}\n"));
    }
    assert_eq!(filled("{{ '+ a -- b ... [1]' }}", "a.typ"), "\\+ a -\\- b .\\.. \\[1\\]\n");
    assert_eq!(filled("{{ '[1] a--b |x|' }}", "a.tex"), "{[}1{]} a-{}-b \\textbar{}x\\textbar{}\n");
    assert_eq!(filled("<p title='{{ \"a' onclick='x\" }}'>", "a.html"), "<p title='a&#39; onclick=&#39;x'>\n");
}

#[test]
fn a_report_that_cannot_be_written_leaves_no_pictures() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("t"), "{{ chart('gdp') }}").unwrap();
    std::fs::create_dir(folder.path().join("a.md")).unwrap();
    run_in(folder.path(), &["report", "t", "-o", "a.md"]).assert_refused(&["a.md' is a folder"]);
    assert!(!folder.path().join("a_files").exists());
}

#[test]
fn a_table_is_written_in_the_way_of_the_document() {
    let template = "{{ table(findings(verdict='suspect'), ['title', 'verdict'], heads=['claim', 'v_d']) }}";
    for (name, table) in [
        ("a.md", "| claim | v\\_d |\n| --- | --- |\n| Valid patents, 2023 | suspect |\n"),
        (
            "a.tex",
            "{\\renewcommand{\\arraystretch}{1.25}%\n\\begin{tabular}{ll}\n\\hline\n\\bfseries claim & \\bfseries v\\_d \\tabularnewline\n\\hline\nValid patents, 2023 & suspect \\tabularnewline\n\\hline\n\\end{tabular}}\n",
        ),
        (
            "a.typ",
            "#table(\n  columns: (1fr, auto,),\n  table.header([*claim*], [*v\\_d*]),\n  [Valid patents, 2023], [suspect],\n)\n",
        ),
        (
            "a.html",
            "<table>\n<thead>\n<tr><th>claim</th><th>v_d</th></tr>\n</thead>\n<tbody>\n<tr><td>Valid patents, 2023</td><td>suspect</td></tr>\n</tbody>\n</table>\n",
        ),
    ] {
        assert_eq!(filled(template, name), table);
    }
    assert!(filled("{{ table(values('gdp')) }}", "a.md").starts_with("| when | value | interval |"));
}

#[test]
fn faults_are_shown_where_they_stand() {
    for (template, line, words) in [
        ("x\n  {{ nope }}", "a.md.j2:2:6", "'nope' is not known here"),
        ("{{ chrt('gdp') }}", "a.md.j2:1:4", "there is no function 'chrt'; is it 'chart'?"),
        ("{{ figure('gpd', 2023) }}", "a.md.j2:1:4", "'gpd' is no indicator of the package; is it 'gdp'?"),
        ("{{ figure('gdp', 1900) }}", "a.md.j2:1:4", "states no figure of GDP, 1900; it states gdp_2010, gdp_2023"),
        ("{{ claim('gdp_increased').titel }}", "a.md.j2:1:4", "is not known here; is it 'title'?"),
        ("{{ packge.title }}", "a.md.j2:1:4", "is not known here; is it 'package'?"),
        ("{{ cagr('gdp', 2010) }}", "a.md.j2:1:4", "missing argument; write cagr(\"gdp\", 2010, 2023)"),
        ("{{ implied('gdp[2013]') }}", "a.md.j2:1:4", "nothing is implied of 'gdp[2013]'; is it 'gdp[2012]'?"),
        ("{{ chart('gdp', width='80') }}", "a.md.j2:1:4", "'80' is no width; width=\"80%\""),
        ("{{ chart('gdp', width='80%') }}", "a.md.j2:1:4", "no widths of pictures; size=\"wide\""),
        (
            "{% set all = namespace(x='abcdefgh') %}{% for i in range(60) %}{% set all.x = all.x ~ all.x %}{% endfor %}",
            "a.md.j2:1",
            "does not come to an end",
        ),
        ("{{ chart('gdq') }}", "a.md.j2:1:4", "the package has no chart 'gdq'; is it 'gdp'?"),
        ("{{ chart('gdp', sise='page') }}", "a.md.j2:1:4", "there is no argument 'sise'; is it 'size'?"),
        ("{{ chart('gdp', size='huge') }}", "a.md.j2:1:4", "'huge'"),
        ("{{ chart('gdp', scale='sqrt') }}", "a.md.j2:1:4", "'sqrt' is no scale; write linear or log"),
        ("{{ 1 | nte }}", "a.md.j2:1:8", "there is no filter 'nte'; is it 'note'?"),
        ("{{ 1 | note }}", "a.md.j2:1:8", "has no interval and no source"),
        ("{{ verdict('gdp_tripled') }}", "a.md.j2:1:4", "the package has no claim 'gdp_tripled'"),
        ("{{ findings(verdict='bad') }}", "a.md.j2:1:4", "'bad' is no verdict"),
        ("{{ table(findings(), ['titel']) }}", "a.md.j2:1:4", "no column 'titel'; is it 'title'?"),
        ("{{ value('gdp[2023] + reserves[2023]') }}", "a.md.j2:1:4", "CNY"),
        ("{{ value('gdp[2023]', digits=99) }}", "a.md.j2:1:4", "1 to 15 digits"),
        ("{{ figure('gdp', 2023", "a.md.j2:1:18", "unexpected end of input"),
        (
            "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
            "a.md.j2:1:1",
            "does not come to an end",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "a.md.j2:1", "recursion"),
        ("{% include '../../etc/passwd' %}", "a.md.j2:1:4", "does not lie in the folder of the template"),
        ("{% include '/etc/passwd' %}", "a.md.j2:1:4", "does not lie in the folder of the template"),
        ("{{ findings() }}", "a.md.j2:1:4", "a list or a row has no words of its own"),
        ("{{ table('figures') }}", "a.md.j2:1:4", "'figures' is no list of rows"),
        ("{% include 'none.md' %}", "a.md.j2:1:4", "none.md' cannot be read"),
    ] {
        // The help stands below the place.
        let parts = words.split("; ");
        fill(template, "a.md").assert_refused(&std::iter::once(line).chain(parts).collect::<Vec<_>>());
    }
}

#[test]
fn templates_beside_are_included_and_their_faults_shown_in_them() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("main.md.j2"), "{% include 'part.j2' %}").unwrap();
    std::fs::write(folder.path().join("part.j2"), "GDP {{ figure('gdp', 2023) }}").unwrap();
    assert_eq!(run_in(folder.path(), &["report", "main.md.j2"]).out, "GDP CNY 126 trillion\n");
    std::fs::write(folder.path().join("part.j2"), "\n{{ figure('gpd', 2023) }}").unwrap();
    run_in(folder.path(), &["report", "main.md.j2"]).assert_refused(&["part.j2:2:4", "is it 'gdp'?"]);
}

#[cfg(unix)]
#[test]
fn a_link_leads_nowhere_else() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    std::fs::write(other.path().join("secret"), "secret").unwrap();
    std::os::unix::fs::symlink(other.path().join("secret"), folder.path().join("link")).unwrap();
    std::fs::write(folder.path().join("main.md.j2"), "{% include 'link' %}").unwrap();
    run_in(folder.path(), &["report", "main.md.j2"]).assert_refused(&["does not lie in the folder of the template"]);
}

#[test]
fn words_of_a_package_are_no_markup_in_any_document() {
    let sample = Sample::new();
    let nasty = "</p><script>alert(x)</script> #read(x) \\input{x} ](javascript:x) $y$ & % _z_ *w* `v`";
    sample.write(
        "claims.csv",
        &format!("{}claim,more than tripled,gdp[2023] / gdp[2010],times,paper,p. 1,\n", crate::support::CLAIMS),
    );
    sample.write("indicators.csv", &crate::support::INDICATORS.replace("gdp,GDP,CNY", &format!("gdp,{nasty},CNY")));
    let text = |name: &str| {
        sample.write(
            name,
            "{{ figures()[0].title }} {{ table(figures(), ['title']) }} {{ 'x' | note(figures()[0].title) }}",
        );
        let run = sample.run(&["report", name]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let html = text("a.html");
    assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
    let latex = text("a.tex");
    assert!(
        !latex.contains("\\input{")
            && latex.contains("\\textbackslash{}input\\{x\\}")
            && latex.contains("\\$y\\$ \\& \\% \\_z\\_"),
        "{latex}"
    );
    let typst = text("a.typ");
    assert!(
        !typst.replace("\\#", "").contains("#read") && typst.contains("\\#read") && typst.contains("\\$y\\$"),
        "{typst}"
    );
    let markdown = text("a.md");
    assert!(
        markdown.contains("\\<script\\>")
            && markdown.contains("\\](javascript")
            && markdown.contains("\\_z\\_ \\*w\\* \\`v\\`"),
        "{markdown}"
    );
}

#[test]
fn a_committed_report_is_found_to_be_out_of_date() {
    let sample = Sample::new();
    sample.write(
        "charts.toml",
        "[[chart]]\nid = \"gdp\"\nkind = \"column\"\ntitle = \"GDP rose to {gdp[2023]}\"\nfigures = [\"gdp[2010]\", \"gdp[2023]\"]\n",
    );
    sample.write("brief.md.j2", "{{ figure('gdp', 2023) }}\n\n{{ chart('gdp') }}\n");
    let report = |more: &[&str]| sample.run(&[&["report", "brief.md.j2", "-o", "brief.md"], more].concat());
    let missing = report(&["--check"]);
    assert_eq!((missing.code, missing.out.contains("brief.md is missing")), (1, true), "{}", missing.out);
    assert!(!sample.path().join("brief.md").exists(), "a check writes nothing");
    assert_eq!(report(&[]).code, 0);
    let current = report(&["--check"]);
    assert_eq!((current.code, current.out.as_str()), (0, "brief.md is up to date\n"));
    // The figure changes: the words and the picture are stale.
    sample.write("figures.csv", &crate::support::FIGURES.replace("CNY 126 trillion", "CNY 127 trillion"));
    let stale = report(&["--check"]);
    assert_eq!(stale.code, 1);
    for words in
        ["brief.md is out of date", "brief_files/gdp.svg is out of date", "trueup report brief.md.j2 -o brief.md"]
    {
        assert!(stale.out.contains(words), "{}", stale.out);
    }
}

#[test]
fn nothing_is_written_over() {
    let sample = Sample::new();
    sample.write("brief.md", "{{ figure('gdp', 2023) }}");
    sample.run(&["report", "brief.md", "-o", "brief.md"]).assert_refused(&["over its template"]);
    sample.run(&["report", "brief.md", "-o", "figures.csv"]).assert_refused(&["written over", "another folder"]);
    sample.run(&["report", "none.md.j2"]).assert_refused(&["none.md.j2", "cannot be read"]);
    sample.write_bytes("bytes.j2", &[0xff, 0xfe, 0, 1]);
    sample.run(&["report", "bytes.j2"]).assert_refused(&["UTF-16"]);
}
