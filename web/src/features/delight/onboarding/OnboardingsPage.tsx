import { Anchor, Button, Checkbox, Group } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { OnboardingFigures } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { Begin } from './Begin'
import { Line, useWorked } from './Line'
import styles from './onboarding.module.css'
import { useFigures, useOnboardings } from './queries'
import { asks, type OnboardingSearch, type View } from './search'
import * as words from './words'

const board: View[] = ['running', 'begun', 'half', 'near', 'late', 'stalled', 'untouched', 'finished']

/** Who goes through which plan, how far they are, what is late and what stalls: each figure opens its customers. */
export function OnboardingsPage() {
  const w = useWords(words)
  const may = useMay()('onboarding:write')
  const search: OnboardingSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const [beginning, begin] = useState(false)
  const of = search.of ?? 'running'
  const list = useOnboardings({ ...asks[of], agent: search.mine ? 'me' : undefined })
  const go = (next: OnboardingSearch) => void navigate({ to: '.', search: { of: next.of === 'running' ? undefined : next.of, mine: next.mine } as never, replace: true })
  const actions = (
    <>
      <Anchor component={Link} to={'/onboarding/plans' as string} size="sm">{w.plans}</Anchor>
      {may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => begin(true)}>{w.begin}</Button>}
    </>
  )
  return (
    <Screen title={w.title} lead={w.about} actions={actions}>
      <Figures of={of} open={(view) => go({ ...search, of: view })} />
      <Checkbox size="xs" mb="sm" label={w.mine} checked={search.mine ?? false} onChange={(e) => go({ of, mine: e.currentTarget.checked || undefined })} />
      <Answer query={list}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.onboardings)
          return all.length ? <ul className={styles.all} aria-label={w.views[of]}>{all.map((o) => <Line key={o.id} one={o} />)}</ul> : <Empty title={w.empty}>{w.emptyDo}</Empty>
        }}
      </Answer>
      {list.hasNextPage && <Group mt="sm"><Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{w.more}</Button></Group>}
      {beginning && <Begin close={() => begin(false)} />}
    </Screen>
  )
}

function Figures({ of, open }: { of: View; open: (view: View) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const figures = useFigures()
  const data = figures.data
  const count = (v: View) => (data && v in data ? f.number(data[v as keyof OnboardingFigures] as number) : '')
  return (
    <div className={styles.figures} role="group" aria-label={w.title}>
      {board.map((v) => (
        <button key={v} type="button" className={styles.figure} aria-pressed={of === v} title={w.means[v]} data-bad={(v === 'late' || v === 'stalled') && Boolean(data?.[v])} onClick={() => open(v)}>
          <b className="figures">{count(v) || '…'}</b><span>{w.views[v]}</span>
        </button>
      ))}
      {data && <Median of={of} figures={data} open={() => open('touched')} />}
    </div>
  )
}

/** How soon care is in touch after the hand-over; it opens the customers it was reckoned from. */
function Median({ of, figures, open }: { of: View; figures: OnboardingFigures; open: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const worked = useWorked()
  const m = figures.touch_minutes
  return (
    <button type="button" className={`${styles.figure} ${styles.median}`} aria-pressed={of === 'touched'} title={w.medianMeans} onClick={open}>
      <b className="figures">{m == null ? '—' : worked(m)}</b>
      <span>{w.median}: {m == null ? w.noMedian : figures.touch_cut ? w.cut : w.of(f.number(figures.touched))}</span>
    </button>
  )
}
