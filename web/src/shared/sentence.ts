/** What the server says, as a sentence of its own: it begins with a capital. What begins with a code or an address stays as it is. */
export const sentence = (text: string) => text.replace(/^\p{Ll}\p{L}*(?=[\s,;]|[.:](?:\s|$)|$)/u, (word) => word[0]!.toUpperCase() + word.slice(1))
