import { Button, Card, Progress, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useArranged } from '../../../shared/arrangement'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { useSteps } from './steps'
import './start.css'
import * as words from './words'

/** The first hour in a new house: what to do next, ticked off by what really happened. It goes when all is done, or when it is put away. */
export function FirstHour() {
  const w = useWords(words)
  const [away, put, sure] = useArranged<boolean>('first-hour-away')
  const steps = useSteps(sure && !away)
  const known = steps.every((s) => s.done !== undefined)
  const done = steps.filter((s) => s.done).length
  if (!sure || away || !steps.length || !known || done === steps.length) return null
  return (
    <Card className="card first-hour" p="md" component="section" aria-label={w.title}>
      <div className="first-hour-head">
        <Title order={2} fz={17}>{w.title}</Title>
        <Text size="sm" c="dimmed" className="figures">{w.done(done, steps.length)}</Text>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => put(true)}>{w.away}</Button>
      </div>
      <Progress value={(100 * done) / steps.length} size={4} aria-label={w.done(done, steps.length)} />
      <ol>
        {steps.map((s) => (
          <li key={s.name} data-done={s.done || undefined}>
            <span className="first-hour-mark">{s.done && <Icon name="check" size={14} />}</span>
            {s.done ? <span>{w.steps[s.name]} <span className="first-hour-said">({w.isDone})</span></span> : <Link to={s.to}>{w.steps[s.name]}</Link>}
            {!s.done && <Text size="xs" c="dimmed">{w.about[s.name]}</Text>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
