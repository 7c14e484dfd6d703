/** The types of records that can be merged. */
export const mergeTypes = ['people', 'companies', 'products'] as const
export type MergeType = (typeof mergeTypes)[number]

export interface DuplicatesSearch { type?: MergeType; state?: 'apart' }

/** What of the list of duplicates the URL holds. */
export function readSearch(raw: Record<string, unknown>): DuplicatesSearch {
  return {
    type: mergeTypes.find((t) => t === raw.type && t !== 'people'),
    state: raw.state === 'apart' ? 'apart' : undefined,
  }
}
