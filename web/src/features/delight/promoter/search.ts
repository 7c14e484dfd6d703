import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

/** What the screen of promoters shows. */
export const views = ['worth', 'thanked', 'occasions', 'winback', 'kits'] as const
export type PromoterView = (typeof views)[number]

/** What its URL holds. */
export interface PromoterSearch extends ScreenSearch {
  of?: PromoterView
}

export function readSearch(raw: Record<string, unknown>): PromoterSearch {
  const search: PromoterSearch = readScreenSearch(raw)
  const of = views.find((v) => v === raw.of)
  if (of && of !== 'worth') search.of = of
  return search
}
