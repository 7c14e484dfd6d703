/** A cell of the sheet; column 0 is the one that chooses rows. */
export interface Place { row: number; column: number }

interface Key { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** Where a key leads from a cell, as in a spreadsheet; undefined where it leads nowhere. */
export function keyMove({ key, ctrlKey, metaKey, altKey }: Key, at: Place, { rows, columns, page }: { rows: number; columns: number; page: number }): Place | undefined {
  if (altKey) return undefined
  const far = ctrlKey || metaKey
  const to = (row: number, column: number) => ({ row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) })
  switch (key) {
    case 'ArrowDown': return to(far ? rows - 1 : at.row + 1, at.column)
    case 'ArrowUp': return to(far ? 0 : at.row - 1, at.column)
    case 'ArrowRight': return to(at.row, far ? columns - 1 : at.column + 1)
    case 'ArrowLeft': return to(at.row, far ? 0 : at.column - 1)
    case 'PageDown': return to(at.row + page, at.column)
    case 'PageUp': return to(at.row - page, at.column)
    case 'Home': return to(far ? 0 : at.row, 0)
    case 'End': return to(far ? rows - 1 : at.row, columns - 1)
    default: return undefined
  }
}
