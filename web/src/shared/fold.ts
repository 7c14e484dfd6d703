/** A text without capitals, marks and the bar of đ, as search compares texts everywhere in the product. */
export const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim()
