//! What words do in a sentence with figures: closed lists, looked up once a word.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::quantity::Direction;
use crate::quantity::words;
use crate::unit::Currency;

/// A rise: rose, growth, up, higher.
pub(super) const RISE: u64 = 1;
/// A fall: fell, decline, down, lower.
pub(super) const FALL: u64 = 1 << 1;
/// A verb before the value of a level: was, reached, stood, totalled.
pub(super) const LEVEL: u64 = 1 << 2;
/// A verb of shares: accounted, represented, made.
pub(super) const SHARE: u64 = 1 << 3;
/// A verb of order: exceeded, overtook.
pub(super) const ORDER: u64 = 1 << 4;
/// Any other verb: where it stands the subject has ended.
pub(super) const VERB: u64 = 1 << 5;
/// The name of a month.
pub(super) const MONTH: u64 = 1 << 6;
/// A word whose number only names: section, table, page, article.
pub(super) const NAMING: u64 = 1 << 7;
/// A unit of time: years, months, days.
pub(super) const TIME: u64 = 1 << 8;
/// An abbreviation whose full stop ends no sentence.
pub(super) const ABBREVIATION: u64 = 1 << 9;
/// A word of a group cut from an order: top, richest.
pub(super) const GROUP: u64 = 1 << 10;
/// Prepositions, articles, pronouns, conjunctions: no part of what is counted.
pub(super) const FUNCTION: u64 = 1 << 11;
/// A noun or adjective of movement: rise, increase, decline, higher. Never a verb.
pub(super) const MOVE_NOUN: u64 = 1 << 12;
/// Opens a clause of its own: while, whereas, but.
pub(super) const CLAUSE: u64 = 1 << 13;
/// Counts people one by one.
pub(super) const PERSONS: u64 = 1 << 14;
/// A unit of measure whose plural may look like its singular: km, tonnes.
pub(super) const MEASURE: u64 = 1 << 15;
/// Begins or belongs to a number in words: two, hundred, million.
pub(super) const NUMERAL: u64 = 1 << 16;
/// A multiple in a word: doubled, twice, halved.
pub(super) const MULTIPLE: u64 = 1 << 17;
/// The lower half of a fraction: third, quarters.
pub(super) const FRACTION: u64 = 1 << 18;
/// Adjectives between a number and what it counts that say nothing of it: new, additional.
pub(super) const FILLER: u64 = 1 << 19;
/// A preposition.
pub(super) const PREPOSITION: u64 = 1 << 20;
/// A word that says growth is a year's: annual, annually.
pub(super) const YEARLY: u64 = 1 << 21;
/// A word of addition: total, together, combined.
pub(super) const TOTAL: u64 = 1 << 22;
/// The name of a quarter, half or other part of a year in words: quarter, half.
pub(super) const PART_OF_YEAR: u64 = 1 << 23;
/// An ordinal in words.
pub(super) const ORDINAL: u64 = 1 << 24;
/// A scale word: million, bn, crore.
pub(super) const SCALE: u64 = 1 << 25;
/// A movement that is not the same for all things: rates ease, currencies strengthen, balances improve.
pub(super) const UNSURE: u64 = 1 << 27;
/// Something counted by an index or a rate with a bare number: index, score.
pub(super) const INDEX: u64 = 1 << 26;

/// Any word that ends a subject.
pub(super) const ANY_VERB: u64 = LEVEL | SHARE | ORDER | VERB;

const LISTS: &[(u64, &str)] = &[
    (
        LEVEL | FUNCTION,
        "was were is are be been being stood stands stand reached reaching reaches reach totalled totaled totalling totaling totals amounted amounting amounts came \
         comes hit hits hitting remained remains recorded records posted posting registered averaged averaging averages became become equalled equaled equals \
         attained ended finished closed opened started began begins ran runs settled topped crossed crossing touched touching numbered numbering held measured \
         valued estimated put generated earned booked received raised invested spent attracted produced exported imported sold employed had has have having peaked bottomed troughed plateaued",
    ),
    (
        SHARE | FUNCTION,
        "accounted accounts accounting represented represents representing represent constituted constitutes constituting comprised comprises comprising \
         contributed contributes contributing made makes making",
    ),
    (
        ORDER | FUNCTION,
        "exceeded exceeds exceeding exceed surpassed surpasses surpassing surpass overtook overtaken overtaking overtake outpaced outpacing outstripped outstripping outnumbered \
         beat beats trailed trailing lagged outperformed outearned outsold outspent outgrew outweighed outweighs",
    ),
    (
        VERB | FUNCTION,
        "will would could can may might must shall should do does did said says say showed shows show shown expected expects forecast forecasts projected projects \
         left leaves leaving took takes taking taken gave gives given went goes gone got seen saw sees kept keeps brought brings bringing helped helps helping led leads \
         leading drove drives driven according reflecting reflected reflects reported reports reporting announced published released include includes included including saw corresponds correspond equates implies imply implied means meant translates",
    ),
    (
        RISE | FUNCTION,
        "rose rises risen rising grew grows grown growing surged surging soared soaring jumped jumping climbed climbing climbs increased increases \
         increasing expanded expanding expands gained gaining advanced advancing up edged ballooned swelled swollen accelerated quickened strengthened widened \
         recovered rebounded rallied ticked moved improved picked added swelling grow soar strengthen improve leapt leaped spiked shot mounted multiplied exploded widening boosted lifted jumps surges soars advances edges doubled tripled trebled quadrupled quintupled raised raise raises raising rocketed rocketing mushroomed leaping deepened deepening deepens",
    ),
    (
        FALL | FUNCTION,
        "fell falls fallen falling dropped drops dropping declined declines declining decreased decreases decreasing shrank shrunk shrinking shrinks cut cutting reduced reducing \
         lost losing slipped slipping contracted contracting down slid sliding plunged plunging eased easing tumbled tumbling slumped slumping dipped dipping sank receded retreated halved narrowed \
         weakened slowed moderated dwindled plummeted collapsed sagged lowered trimmed diminished softened narrowing lowering halving slow shrink weaken soften reduce reduces tightened eases slows slips tumbles plunges slumps dips sinks narrows shed shedding sheds plummeting dwindling sinking sunk retreating receding",
    ),
    (
        UNSURE,
        "improved improves improving strengthened strengthening weakened weakening recovered recovering recovers rebounded eased eases easing softened moved moving moderated advanced deteriorated widened widening narrowed narrowing rallied picked firmed appreciated depreciated worsened worsening",
    ),
    (
        RISE | MOVE_NOUN,
        "rise increase growth gain surge jump climb expansion upturn upswing rebound advance leap higher more above larger greater bigger faster wider dearer heavier increment improvement uptick hike addition acceleration",
    ),
    (
        FALL | MOVE_NOUN,
        "fall decrease decline drop reduction loss slump dip contraction downturn plunge slide lower less fewer below smaller slower narrower tighter cheaper lighter shorter cuts cutback shortfall deterioration decreases slowdown under shrinkage saving deceleration",
    ),
    (
        MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
    (
        NAMING,
        "section sections chapter chapters table tables figure figures fig figs note notes page pages p pp article articles art no nos number numbers line lines room appendix annex box equation eq column \
         volume vol issue part parts step phase stage paragraph paragraphs para clause regulation directive resolution act law paper series flight route form version release model \
         question item exhibit schedule rule season episode game gate platform channel chart panel map footnote endnote protocol amendment decree circular bulletin convention title book verse \
         lot suite floor apartment building house building's unit units forms resolutions departments operations block zone district ward postcode zip tel telephone phone fax mobile extension ext isbn issn doi id ref reference case docket bill \
         order tier class type level grade group category division highway motorway road junction exit mile kilometre kilometer windows python java android ios office agenda horizon boeing airbus apollo euro slide lecture exercise problem sample \
         week day hour minute heading headings subheading code columns row rows formula wave waves models specification specifications regression regressions \
         scope scopes experiments terminals reactors panels equations theorem lemma proposition corollary axiom definition indicator standard recommendation \
         routes flights plot flat bus pitch berth stall",
    ),
    (
        TIME,
        "year years month months day days week weeks hour hours minute minutes second seconds decade decades century centuries quarters half-year half-years half-century fortnight semester semesters millennium millennia \
         year-old year-olds month-old am pm gmt utc o'clock a.m p.m bst est cet",
    ),
    (
        ABBREVIATION,
        "thous mr mrs ms dr prof st no nos vol fig figs pp p eq sec ch ed eds al etc vs cf approx ca est inc ltd co corp jr sr dept gov gen col e.g i.e u.s u.k e.u u.n rs art para jan feb mar apr jun jul aug sep sept oct nov dec incl excl resp viz",
    ),
    (
        GROUP,
        "top bottom richest poorest wealthiest highest-paid highest-earning lowest-paid best-paid lowest-income highest-income aged ages age under- middle",
    ),
    (
        FUNCTION | PREPOSITION,
        "in on at by for from to of with within without over under above below between among during since until till through throughout across after before against than as per into onto about around near \
         towards toward upon off via despite versus vs compared",
    ),
    (
        FUNCTION,
        "a an the this that these those its their his her our your my it they he she we you i who which what whose where when there here and or nor not no so if because although though also only just even still both either \
         neither each every all any some most many much few several another other such same own very too now then thus hence up down out again once respectively roughly approximately almost nearly some than more less fewer higher lower annually \
         yearly quarterly monthly daily domestically globally worldwide overall ago earlier later year-on-year year-over-year quarter-on-quarter month-on-month yoy y-o-y qoq mom alone according while whereas but however meanwhile \
         faster slower sharply slightly steadily further mainly mostly largely partly",
    ),
    (CLAUSE, "while whereas but although though whilst however meanwhile"),
    (PERSONS, "people persons person inhabitants residents individuals"),
    (
        MEASURE,
        "km kms kg mw gw twh gwh mwh kwh tonne tonnes tons ton litres liters litre liter hectares hectare ha acres barrels barrel bpd boe teu teus sqm sq kilometres kilometers metres meters miles mile \
         staff women men children households jobs vehicles units cars homes people mt mtpa tco2e kt mmt bcf mmbtu therms megawatts gigawatts kilowatts km² m² m³ koz moz oz g/t passengers workers employees farmers megawatt-hours bushels pounds ounces head",
    ),
    (FILLER, "new additional more other extra further different separate"),
    (YEARLY, "annual annually annualised annualized annum yearly cagr compound compounded"),
    (TOTAL, "total totalling totaling totalled totaled together combined altogether sum aggregate overall totals"),
    (PART_OF_YEAR, "quarter half semester trimester"),
    (INDEX, "index indices score scores pmi reading gini ratio coefficient deflator rating"),
];

/// What the lexicon says of a word in lower case.
pub(super) fn flags(word: &str) -> u64 {
    static TABLE: OnceLock<HashMap<&'static str, u64, foldhash::fast::FixedState>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, u64, foldhash::fast::FixedState> = HashMap::default();
        for (flags, words) in LISTS {
            for word in words.split_ascii_whitespace() {
                *table.entry(word).or_default() |= flags;
            }
        }
        for (word, flags) in words::number_words() {
            let flag = match flags {
                words::NumberWord::Cardinal => NUMERAL,
                words::NumberWord::Ordinal => ORDINAL,
                words::NumberWord::Scale => SCALE,
                words::NumberWord::Multiple => MULTIPLE,
                words::NumberWord::Fraction => FRACTION,
            };
            *table.entry(word).or_default() |= flag;
        }
        table
    });
    if let Some(flags) = table.get(word) {
        return *flags;
    }
    // "Twenty-five" and "two-thirds" are numbers, whatever stands before the hyphen.
    match word.split_once('-') {
        Some((first, "fold")) if table.get(first).is_some_and(|flags| flags & NUMERAL != 0) => MULTIPLE,
        Some((first, rest)) if table.get(first).is_some_and(|flags| flags & NUMERAL != 0) => {
            table.get(rest).map_or(0, |flags| flags & (NUMERAL | FRACTION | ORDINAL))
        }
        _ => 0,
    }
}

/// The direction that a word's flags give.
pub(super) fn direction(flags: u64) -> Option<Direction> {
    if flags & RISE != 0 {
        Some(Direction::Rise)
    } else if flags & FALL != 0 {
        Some(Direction::Fall)
    } else {
        None
    }
}

/// Whether letters directly before digits are a currency: "USD12", "Rs500".
pub(super) fn is_currency(letters: &str) -> bool {
    currency(letters).is_some()
}

/// The currency that a sign, code or abbreviation before a number means.
pub(super) fn currency(word: &str) -> Option<Currency> {
    let lower_case_code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    if lower_case_code && !matches!(word, "yen" | "won" | "lei") { None } else { words::currency(word) }
}

/// Whether letters directly behind digits are a unit or scale: "40bn", "12pp", "17x".
pub(super) fn is_suffix(letters: &str) -> bool {
    let low = letters.to_lowercase();
    matches!(
        low.as_str(),
        "bn" | "m"
            | "mn"
            | "mln"
            | "mio"
            | "k"
            | "tn"
            | "trn"
            | "b"
            | "t"
            | "x"
            | "pp"
            | "ppt"
            | "ppts"
            | "pps"
            | "bps"
            | "bp"
            | "pc"
            | "pct"
            | "km"
            | "kg"
            | "kwh"
            | "mwh"
            | "gwh"
            | "twh"
            | "mw"
            | "gw"
            | "kw"
            | "ha"
            | "mt"
            | "kt"
            | "cr"
            | "crore"
            | "lakh"
            | "million"
            | "billion"
            | "trillion"
            | "percent"
            | "p"
            | "fold"
            | "times"
    ) || (letters.len() == 3 && Currency::from_code(letters).is_some())
}
