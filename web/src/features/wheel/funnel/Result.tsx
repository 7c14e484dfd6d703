import { VisuallyHidden } from '@mantine/core'
import type { FunnelAnswer } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { useEventNames, useStepName } from '../../../shared/EventPicker'
import { Definition } from '../../../shared/Figure'
import { type Format, useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Empty } from '../../../shared/states'
import { bands } from './bands'
import { stepColour } from './colours'
import { useAskedFunnel } from './search'
import { isStage, readSteps, type Step } from '../../../shared/steps'
import * as words from './words'

interface Props {
  answer: FunnelAnswer
  /** The same funnel of the period it is compared with. */
  before?: FunnelAnswer
}

/** A funnel that stands upright: every step a band in the wheel's colours, with what is known about it. */
export function Result({ answer, before }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const nameOf = useStepName()
  const meanings = new Map((useEventNames().data?.names ?? []).map((n) => [n.name, n.meaning]))
  const steps = (answer.asked.steps ?? []).flatMap(readSteps)
  const counted = answer.steps ?? []
  if (!counted[0]?.people) return <section className="card funnel-empty"><Empty title={w.nobody}>{w.nobodyDo}</Empty></section>
  const drawn = bands(counted.map((s) => s.people))
  const ghosts = before?.steps?.length === counted.length ? bands(before.steps.map((s) => s.people)) : []
  return (
    <section className="card funnel-card">
      <table className="funnel" role="table">
        <Heading />
        <tbody role="rowgroup">
          {counted.map((counts, k) => (
            <tr role="row" key={k}>
              <th role="rowheader" scope="row" className="funnel-name">
                <span className="funnel-number" aria-hidden>{k + 1}</span>
                <span>
                  {steps[k] ? nameOf(steps[k]) : counts.name}
                  {steps[k] && !isStage(steps[k]) && steps[k].where && <code className="funnel-where">{steps[k].where}</code>}
                </span>
              </th>
              <td role="cell" className="funnel-band">
                <Drawing band={drawn[k]!.path} ghost={ghosts[k]?.path} colour={steps[k] ? stepColour(steps[k], meanings) : 'var(--stranger)'} />
              </td>
              <Figures k={k} counts={counts} before={before?.steps?.[k]?.people} period={before?.asked} lost={(counted[k - 1]?.people ?? 0) - counts.people} f={f} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="funnel-note">
        {onlyEntries(steps) ? w.entriesNote : w.eventsNote}
        {before?.asked.from && before.asked.to && <> <span className="funnel-ghost-key" aria-hidden /> {w.before(f.period(before.asked.from, before.asked.to))}.</>}
      </p>
    </section>
  )
}

const onlyEntries = (steps: Step[]) => steps.every(isStage)

function Heading() {
  const w = useWords(words)
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" colSpan={2}>{w.steps}</th>
        <th role="columnheader" scope="col">{w.people}</th>
        <th role="columnheader" scope="col">{w.ofFirst}</th>
        <th role="columnheader" scope="col">{w.ofPrevious}</th>
        <th role="columnheader" scope="col"><span className="funnel-defined">{w.took}<Definition label={w.took}>{w.tookHint}</Definition></span></th>
      </tr>
    </thead>
  )
}

function Drawing({ band, ghost, colour }: { band: string; ghost?: string; colour: string }) {
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      <path d={band} fill={colour} />
      {ghost && <path d={ghost} className="funnel-ghost" vectorEffect="non-scaling-stroke" />}
    </svg>
  )
}

type Counts = NonNullable<FunnelAnswer['steps']>[number]

interface FiguresProps {
  k: number
  counts: Counts
  before?: number
  period?: FunnelAnswer['asked']
  lost: number
  f: Format
}

function Figures({ k, counts, before, period, lost, f }: FiguresProps) {
  const w = useWords(words)
  const asked = useAskedFunnel()
  const door = { figure: `funnel.steps.${k}`, asked }
  const then = { ...asked, from: period?.from ?? undefined, to: period?.to ?? undefined }
  return (
    <>
      <td role="cell" className="funnel-people">
        <Door {...door} label={w.people}>{f.number(counts.people)}</Door>
        {before !== undefined && <small><Door figure={door.figure} asked={then}>{w.was(f.number(before))}</Door></small>}
      </td>
      <td role="cell" data-label={w.ofFirst} className="funnel-first">
        {k > 0 && <Door {...door}>{f.percent(counts.of_first, 1)}</Door>}
      </td>
      <td role="cell" data-label={w.ofPrevious} className="funnel-previous">
        {k > 0 && <Door {...door}>{f.percent(counts.of_previous, 1)}</Door>}
        {k > 0 && lost > 0 && <small>{w.stay(lost, f.number(lost))}</small>}
      </td>
      <td role="cell" data-label={w.took} className="funnel-took">
        {counts.median_seconds !== null && <Door {...door}>{counts.median_seconds === 0 ? w.atOnce : f.days(counts.median_seconds / 86400)}</Door>}
        {k > 0 && counts.median_seconds === null && <VisuallyHidden>{f.days(null)}</VisuallyHidden>}
      </td>
    </>
  )
}
