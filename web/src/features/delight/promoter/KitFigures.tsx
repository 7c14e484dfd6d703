import { funnel } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useReadout } from '../../../shared/queries'
import { nextDay, today } from '../../../shared/question'
import { useZone } from '../../../shared/session'
import styles from './promoter.module.css'
import * as words from './words'

/** What came of a share kit since the beginning: who shared it, who came by it, who of them asked and bought. */
export function KitFigures({ kit }: { kit: string }) {
  const w = useWords(words)
  const whole = { from: '2020-01-01', to: nextDay(today(useZone())) }
  const shared = { ...whole, steps: `Shared[kit = "${kit}"]` }
  const came = { ...whole, steps: `Page Viewed[utm_campaign = "${kit}"], →prospect, →customer` }
  const sharers = useReadout('funnel', funnel, shared).data
  const visitors = useReadout('funnel', funnel, came).data
  const steps = visitors?.steps
  return (
    <dl className={styles.figures}>
      <Figure name={w.shared} n={sharers?.steps?.[0]?.people} figure="funnel.steps.0" asked={shared} />
      <Figure name={w.visits} n={steps?.[0]?.people} figure="funnel.steps.0" asked={came} />
      <Figure name={w.leads} n={steps?.[1]?.people} figure="funnel.steps.1" asked={came} />
      <Figure name={w.customers} n={steps?.[2]?.people} figure="funnel.steps.2" asked={came} />
    </dl>
  )
}

function Figure({ name, n, figure, asked }: { name: string; n?: number; figure: string; asked: Record<string, string> }) {
  const f = useFormat()
  return <div><dt>{name}</dt><dd className="figures">{n === undefined ? '…' : <Door figure={figure} asked={asked} label={name}>{f.number(n)}</Door>}</dd></div>
}
