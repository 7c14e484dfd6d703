/** What of the workflows the URL holds. */
export interface WorkflowSearch {
  /** The segment, form or campaign whose people a new workflow is to begin with. */
  segment?: string
  form?: string
  campaign?: string
  /** How those ended who are listed. */
  people?: string
}

export function readSearch(raw: Record<string, unknown>): WorkflowSearch {
  const text = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined)
  return { segment: text(raw.segment), form: text(raw.form), campaign: text(raw.campaign), people: text(raw.people) }
}
