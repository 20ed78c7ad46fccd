//! Old Excel workbooks (xls) before they are read: whether their sheets are as large as their cells say.
//!
//! calamine makes room for all cells between the first and the last of a sheet, so that one wrong byte in a position or in the declared size
//! could ask for more memory than there is, which nothing can catch. Sources: MS-CFB (the compound file) and MS-XLS (its records).

/// The most rows and columns of a sheet in this format.
const MOST_ROWS: u32 = 65_536;
const MOST_COLUMNS: u32 = 256;
/// The most cells of all sheets together, empty ones among them: two full sheets.
const MOST_CELLS: u64 = 2 * 65_536 * 256;

/// Sector numbers from here on mark ends and free sectors.
const NO_SECTOR: u32 = 0xffff_fffa;
const DIRECTORY_ENTRY: usize = 128;
/// Shorter streams stand in sectors of 64 bytes within the first entry's stream.
const SMALL: usize = 4096;

/// Records that begin with row and column of a cell: number, label, rich string, boolean or error, formula, packed number, shared string, and
/// packed numbers in a row.
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x0006, 0x027e, 0x00fd, 0x00bd];
const BEGIN: u16 = 0x0809;
const DIMENSIONS: u16 = 0x0200;
const SHEET: u16 = 0x0085;

/// What is wrong with the workbook; nothing if it can be read.
pub(super) fn fault(bytes: &[u8]) -> Option<&'static str> {
    match workbook(bytes) {
        Some(stream) => records(&stream).unwrap_or(Some("its records are damaged")),
        None => Some("it has no stream of a workbook"),
    }
}

/// Walks through the records of all sheets; nothing if one is shorter than its kind.
fn records(stream: &[u8]) -> Option<Option<&'static str>> {
    let mut begins = Vec::new();
    let mut sheets = Vec::new();
    let (mut rows, mut columns, mut cells) = (0_u32, 0_u32, 0_u64);
    let mut at = 0;
    // Zeros fill the last sector.
    while at + 4 <= stream.len() {
        let (kind, len) = (short(stream, at)?, usize::from(short(stream, at + 2)?));
        // Behind the last sheet anything may stand.
        let Some(record) = stream.get(at + 4..at + 4 + len) else { break };
        match kind {
            BEGIN => {
                begins.push(at);
                cells += u64::from(rows) * u64::from(columns);
                (rows, columns) = (0, 0);
            }
            SHEET => sheets.push(usize::try_from(long(record, 0)?).ok()?),
            DIMENSIONS => {
                let (first, end, last) = if len == 10 {
                    (short(record, 0)?.into(), short(record, 2)?.into(), short(record, 6)?.into())
                } else {
                    (long(record, 0)?, long(record, 4)?, u32::from(short(record, 10)?))
                };
                if end > MOST_ROWS || last > MOST_COLUMNS || first > end {
                    return Some(Some("a sheet says that it has more cells than it can have"));
                }
                (rows, columns) = (rows.max(end), columns.max(last));
            }
            _ if CELLS.contains(&kind) => {
                let (row, column) = (u32::from(short(record, 0)?), u32::from(short(record, 2)?));
                let last = if kind == 0x00bd { u32::from(short(record, len.checked_sub(2)?)?) } else { column };
                if column.max(last) >= MOST_COLUMNS {
                    return Some(Some("a cell stands where no sheet has one"));
                }
                (rows, columns) = (rows.max(row + 1), columns.max(last + 1));
            }
            _ => {}
        }
        at += 4 + len;
    }
    cells += u64::from(rows) * u64::from(columns);
    if cells > MOST_CELLS {
        return Some(Some("its sheets have cells so far apart that they are nearly empty"));
    }
    Some((!sheets.iter().all(|sheet| begins.contains(sheet))).then_some("a sheet is not where the workbook says"))
}

/// The stream of the workbook, put together from its sectors.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = match short(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sector = |number: u32| {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(size)?;
        // The last sector of a file may be cut short.
        bytes.get(start..bytes.len().min(start + size))
    };
    // The list of the sectors that hold the table of sectors: 109 in the header, the rest in a chain.
    let mut table_at: Vec<u32> = (0..109).filter_map(|i| long(bytes, 76 + 4 * i)).collect();
    let mut next = long(bytes, 68)?;
    while next < NO_SECTOR && table_at.len() * size <= bytes.len() {
        let mut more: Vec<u32> = numbers(sector(next)?).collect();
        next = more.pop()?;
        table_at.extend(more);
    }
    let mut table = Vec::new();
    for number in table_at.into_iter().filter(|number| *number < NO_SECTOR) {
        table.extend(numbers(sector(number)?));
    }
    let directory = chain(long(bytes, 48)?, &table, sector)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(DIRECTORY_ENTRY).collect();
    let called = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entries.iter().find(|entry| entry.to_ascii_lowercase().starts_with(&name))
    };
    let entry = called("workbook").or_else(|| called("book"))?;
    let (start, len) = (long(entry, 116)?, usize::try_from(long(entry, 120)?).ok()?);
    let mut stream = if len < SMALL {
        let small = chain(long(entries.first()?, 116)?, &table, sector)?;
        let small_table: Vec<u32> = numbers(&chain(long(bytes, 60)?, &table, sector)?).collect();
        let of = |number: u32| {
            let start = usize::try_from(number).ok()?.checked_mul(64)?;
            small.get(start..small.len().min(start + 64))
        };
        chain(start, &small_table, of)?
    } else {
        chain(start, &table, sector)?
    };
    stream.truncate(len);
    Some(stream)
}

/// The bytes of a chain of sectors; nothing if it leads nowhere or in a circle.
fn chain<'a>(start: u32, table: &[u32], sector: impl Fn(u32) -> Option<&'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut number, mut steps) = (start, 0);
    while number < NO_SECTOR {
        steps += 1;
        if steps > table.len() {
            return None;
        }
        bytes.extend_from_slice(sector(number)?);
        number = *table.get(usize::try_from(number).ok()?)?;
    }
    Some(bytes)
}

fn numbers(sector: &[u8]) -> impl Iterator<Item = u32> {
    sector.chunks_exact(4).filter_map(|four| long(four, 0))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
