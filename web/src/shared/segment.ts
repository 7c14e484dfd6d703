/** An expression cut where the server could not go on reading; at is empty where it ended too early. */
export interface Place {
  before: string
  at: string
  after: string
}

/** How the server begins to say so, in either language. It counts characters from one, as people do. */
const said = /^(?:segment: at character|nhóm người: ở ký tự thứ) (\d+): /i

/** Where the server could not go on reading an expression; nothing where its complaint is about something else. */
export function placeOf(expression: string, complaint: string): Place | undefined {
  const found = said.exec(complaint)
  if (!found) return undefined
  const characters = [...expression] // not halves of them
  const k = Number(found[1]) - 1
  return { before: characters.slice(0, k).join(''), at: characters[k] ?? '', after: characters.slice(k + 1).join('') }
}
