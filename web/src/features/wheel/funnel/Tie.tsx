import { Button, Text, Title, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Door } from '../../../shared/Door'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { type Stage, StageMark, useStages } from '../../../shared/stage'
import { Answer } from '../../../shared/states'
import { type Knot, tied, wheelSteps } from './knots'
import { useArrowTie, useCohortTie } from './queries'
import * as words from './words'

/** The sentence that ties the funnel to the wheel, and the check mark it has to earn each time. */
export function Tie({ open }: { open?: ReactNode }) {
  const w = useWords(words).tie
  const cohort = useCohortTie()
  const arrows = useArrowTie()
  const all = cohort.data && arrows.data && [...cohort.data, ...arrows.data]
  return (
    <section className="card tie" aria-labelledby="tie">
      <div className="tie-title">
        <Title order={2} fz="md" id="tie">{w.title}</Title>
        {all && <Verdict yes={tied(all)} />}
        {open}
      </div>
      <Text size="sm" c="dimmed" maw={680}>{all && (tied(all) ? w.sentence : w.noDo)}</Text>
      <Answer query={cohort} height={120}>{(knots) => <Cohort knots={knots} />}</Answer>
      {cohort.data && <Answer query={arrows} height={40}>{(knots) => <Arrows knots={knots} />}</Answer>}
    </section>
  )
}

function Verdict({ yes }: { yes: boolean }) {
  const w = useWords(words).tie
  return <span className={yes ? 'tie-yes' : 'tie-no'} role="status">{yes ? `✓ ${w.yes}` : `✗ ${w.no}`}</span>
}

function Cohort({ knots }: { knots: Knot[] }) {
  const w = useWords(words).tie
  return (
    <KnotTable caption={w.cohort} first={w.stage} knots={knots} name={(k) => <StageMark stage={k.to} />}
      funnel={(_, i) => ({ figure: `funnel.steps.${i}`, asked: { steps: wheelSteps } })}
      wheel={(k) => ({ figure: `wheel.cohort.${k.to === 'stranger' ? 'arrived' : k.to}` })} />
  )
}

function Arrows({ knots }: { knots: Knot[] }) {
  const w = useWords(words).tie
  const stages = useStages()
  const [shown, setShown] = useState(!tied(knots))
  return (
    <>
      {shown && (
        <KnotTable caption={w.arrows} first={w.arrow} knots={knots} name={(k) => `${stages[k.from as Stage]} → ${stages[k.to as Stage]}`}
          funnel={(k) => ({ figure: 'funnel.steps.1', asked: { steps: `→${k.from}, →${k.to}`, order: 'strict' } })}
          wheel={(k) => ({ figure: `wheel.speed.${k.from}.${k.to}.moved` })} />
      )}
      <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => setShown(!shown)} aria-expanded={shown}>{shown ? w.hide : w.show}</Button>
    </>
  )
}

type DoorOf = (k: Knot, i: number) => { figure: string; asked?: Record<string, string> }

interface KnotTableProps {
  caption: string
  first: string
  knots: Knot[]
  name: (k: Knot) => ReactNode
  funnel: DoorOf
  wheel: DoorOf
}

function KnotTable({ caption, first, knots, name, funnel, wheel }: KnotTableProps) {
  const w = useWords(words).tie
  const f = useFormat()
  return (
    <table className="tie-table">
      <caption>{caption}</caption>
      <thead>
        <tr><th scope="col">{first}</th><th scope="col">{w.funnel}</th><th scope="col">{w.wheel}</th><th scope="col"><VisuallyHidden>{w.yes}</VisuallyHidden></th></tr>
      </thead>
      <tbody>
        {knots.map((k, i) => (
          <tr key={`${k.from} ${k.to}`}>
            <th scope="row">{name(k)}</th>
            <td><Door {...funnel(k, i)}>{f.number(k.funnel)}</Door></td>
            <td><Door {...wheel(k, i)}>{f.number(k.wheel)}</Door></td>
            <td className={k.funnel === k.wheel ? 'tie-yes' : 'tie-no'}>
              <span role="img" aria-label={k.funnel === k.wheel ? w.yes : w.no}>{k.funnel === k.wheel ? '✓' : '✗'}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
