import { Anchor, Button, Checkbox, Group, Select, SegmentedControl } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { OnboardingFigures } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { Begin } from './Begin'
import { Line, useWorked } from './Line'
import styles from './onboarding.module.css'
import { PlanBoard } from './PlanBoard'
import { useFigures, useOnboardings, usePlans, type Whose } from './queries'
import { asks, type OnboardingSearch, type View } from './search'
import * as words from './words'

const shown: View[] = ['running', 'begun', 'half', 'near', 'late', 'stalled', 'untouched', 'finished']

/** Who goes through which plan, how far they are, what is late and what stalls: as a list whose figures open their customers, or as a board. */
export function OnboardingsPage() {
  const w = useWords(words)
  const may = useMay()('onboarding:write')
  const search: OnboardingSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const [beginning, begin] = useState(false)
  const plans = usePlans().data?.plans.filter((p) => p.published) ?? []
  const whose = { plan: search.plan, agent: search.mine ? 'me' : undefined }
  const go = (next: OnboardingSearch) => void navigate({ to: '.', search: { ...search, ...next } as never, replace: true })
  const actions = (
    <>
      <Anchor component={Link} to={'/onboarding/plans' as string} size="sm">{w.plans}</Anchor>
      {may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => begin(true)}>{w.begin}</Button>}
    </>
  )
  return (
    <Screen title={w.title} lead={w.about} actions={actions}>
      <Group gap="sm" mb="sm">
        <SegmentedControl size="xs" aria-label={w.shownAs} value={search.as ?? 'list'} onChange={(as) => go({ as: as === 'board' ? as : undefined })} data={[{ value: 'list', label: w.list }, { value: 'board', label: w.board }]} />
        {plans.length > 1 && <Select size="xs" aria-label={w.plan} placeholder={w.everyPlan} clearable value={search.plan ?? null} data={plans.map((p) => ({ value: p.id, label: p.name }))} onChange={(plan) => go({ plan: plan ?? undefined })} />}
        <Checkbox size="xs" label={w.mine} checked={search.mine ?? false} onChange={(e) => go({ mine: e.currentTarget.checked || undefined })} />
      </Group>
      {search.as === 'board' ? <PlanBoard whose={whose} /> : <List of={search.of ?? 'running'} whose={whose} open={(of) => go({ of: of === 'running' ? undefined : of })} />}
      {beginning && <Begin close={() => begin(false)} />}
    </Screen>
  )
}

interface ListProps { of: View; whose: Whose; open: (view: View) => void }

function List({ of, whose, open }: ListProps) {
  const w = useWords(words)
  const list = useOnboardings({ ...asks[of], ...whose })
  return (
    <>
      <Figures of={of} whose={whose} open={open} />
      <Answer query={list}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.onboardings)
          return all.length ? <ul className={styles.all} aria-label={w.views[of]}>{all.map((o) => <Line key={o.id} one={o} />)}</ul> : <Empty title={w.empty}>{w.emptyDo}</Empty>
        }}
      </Answer>
      <More of={list}>{w.more}</More>
    </>
  )
}

function Figures({ of, whose, open }: ListProps) {
  const w = useWords(words)
  const f = useFormat()
  const figures = useFigures(whose)
  const data = figures.data
  const count = (v: View) => (data && v in data ? f.number(data[v as keyof OnboardingFigures] as number) : '')
  return (
    <div className={styles.figures} role="group" aria-label={w.title}>
      {shown.map((v) => (
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
