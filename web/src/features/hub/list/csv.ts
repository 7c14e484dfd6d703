/** A cell: numbers are written as they are, so that a spreadsheet can add them up. */
export type Cell = string | number | null | undefined

/** One line of RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front of it. */
export const csvLine = (cells: Cell[]): string => cells.map(csvCell).join(',') + '\r\n'

/** Tells spreadsheets that the file is UTF-8; without it Vietnamese comes out garbled. */
export const byteOrderMark = '\uFEFF'

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[\s]*[=+\-@]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
