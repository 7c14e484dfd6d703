type Cell = { people: number; partial: boolean } | null
type Cohort = { size: number; returned: Cell[] | null }

/** The share of everybody who came back in period k, of the cohorts whose period k is over. */
export type Point = { k: number; rate: number | null; people: number; cohorts: number }

/** The average of a retention table, people weighing alike, so a small cohort cannot bend the curve. */
export function average(cohorts: Cohort[], periods: number): Point[] {
  return Array.from({ length: periods }, (_, k) => {
    let [back, people, counted] = [0, 0, 0]
    for (const cohort of cohorts) {
      const cell = cohort.returned?.[k]
      if (!cell || cell.partial || cohort.size === 0) continue
      back += cell.people
      people += cohort.size
      counted++
    }
    return { k, rate: people === 0 ? null : back / people, people, cohorts: counted }
  })
}
