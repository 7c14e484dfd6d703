import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Card } from '../../../shared/Card'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import type { Page } from '../../../shared/record/operations'
import { Lines, Part } from '../../../shared/Part'
import { RowLink } from '../../../shared/RowLink'
import { sentence } from '../../../shared/sentence'
import { Sparkline } from '../../../shared/Sparkline'
import { StageMark } from '../../../shared/stage'
import { Answer } from '../../../shared/states'
import { useGrowth, useHealth, usePromising, useSegments } from './queries'
import * as words from './words'

/** How many segments are shown, and over how many days. */
const most = 6
const days = 30

/** How segments that keep their members grew. */
export function Growth() {
  const w = useWords(words)
  const f = useFormat()
  const segments = useSegments()
  const kept = (segments.data?.segments ?? []).filter((s) => s.kept).slice(0, most)
  const sizes = useGrowth(kept)
  return (
    <Part title={w.segments} to="/segments" query={segments} none={w.segmentsNone}
      lines={() => kept.map((s, i) => {
        const members = (sizes[i] ?? []).slice(-days - 1).map((d) => d.members)
        const change = members.length > 1 ? members.at(-1)! - members[0]! : undefined
        return (
          <>
            <RowLink to={`/segments/${s.id}`}>{s.name}</RowLink>
            <span style={{ display: 'inline-flex', gap: 10, alignItems: 'center' }}>
              <Sparkline label={s.name} width={70} height={22} values={members} />
              <span className="figures"><RowLink className="door" to={`/segments/${s.id}`}>{f.number(s.count ?? members.at(-1))}</RowLink> <Text span size="sm" c="dimmed">{change === undefined ? w.tooNew : w.change(f.change(change))}</Text></span>
            </span>
          </>
        )
      })} />
  )
}

/** Who has the most points now. */
export function Promising() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.promising} to="/people" query={usePromising()} none={<Link to="/settings/score">{w.promisingNone}</Link>}
      lines={({ rows }: Page) => (rows ?? []).map((r) => (
        <>
          <RecordLink type="people" id={r.id} name={String(r.values.name ?? r.id)} />
          <span style={{ display: 'inline-flex', gap: 12 }}>{typeof r.values.stage === 'string' && <StageMark stage={r.values.stage} />}<b className="figures"><RowLink className="door" to={`/people/${r.id}`}>{f.number(Number(r.values.score))}</RowLink></b></span>
        </>
      ))} />
  )
}

/** Whether mailboxes will trust what the house sends. */
export function Health() {
  const w = useWords(words)
  const health = useHealth()
  const toMail = <Anchor component={Link} to="/settings/mail" size="sm">{w.toMail}</Anchor>
  if (health.data?.domain === '') return <Card title={w.health}><Text size="sm" c="dimmed">{w.healthUnset}</Text>{toMail}</Card>
  return (
    <Card title={w.health} actions={toMail}>
      <Answer query={health} height={80}>
        {({ domain, checks }) => {
          const wrong = checks.filter((c) => c.state !== 'good')
          if (!wrong.length) return <Text size="sm">{w.healthGood(domain)}</Text>
          return <Lines>{wrong.map((c) => <li key={c.kind + c.name}><span><b>{c.kind.toUpperCase()}</b> {c.name}</span><Text size="sm" c="dimmed">{c.advice && sentence(c.advice)}</Text></li>)}</Lines>
        }}
      </Answer>
    </Card>
  )
}
