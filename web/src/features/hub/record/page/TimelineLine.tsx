import { Anchor, Text, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { PastEvent, TimelineChange, TimelineItem, TimelineStep, ValueChange } from '../../../../shared/client'
import { useEventName } from '../../../../shared/eventName'
import { type Format, useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import * as propertyWords from '../../../../shared/property'
import * as refusal from '../../../../shared/refusal'
import { MeaningDot, useMeanings } from '../../../../shared/meaning'
import { type RecordType, useFields, useLabel } from '../../../../shared/record/field'
import { FieldValue } from '../../../../shared/record/FieldValue'
import { RowLink } from '../../../../shared/RowLink'
import { sentence } from '../../../../shared/sentence'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { UndoNotice } from '../../../../shared/record/UndoNotice'
import { useMay } from '../../../../shared/session'
import { StageMark } from '../../../../shared/stage'
import { useVerbName } from '../../../../shared/verb'
import { useSayLine } from '../../../../shared/workflow'
import { FileLine } from './FileLine'
import { NoteCard } from './NoteCard'
import styles from './page.module.css'
import { said } from './said'
import * as words from './words'

interface Props { type: RecordType; record: string; item: TimelineItem }

/** One line of a timeline: when, who, and what. */
export function TimelineLine(props: Props) {
  const f = useFormat()
  const { item } = props
  if (item.note) return <div className={styles.line} data-kind="note"><Dot item={item} /><NoteCard type={props.type} record={props.record} note={item.note} /></div>
  return (
    <div className={styles.line} data-kind={item.kind}>
      <Dot item={item} />
      <div className={styles.body}>
        <What {...props} />
        <Text size="xs" c="dimmed"><time dateTime={item.at}>{f.instant(item.at)}</time><By item={item} /></Text>
      </div>
    </div>
  )
}

function Dot({ item }: { item: TimelineItem }) {
  const w = useWords(words)
  return <span className={styles.mark} data-contact={item.contact || undefined} title={item.contact ? w.contactMark : undefined}>{item.event ? <MeaningDot meaning={item.event.meaning} /> : <span className={styles.knot} />}{item.contact && <VisuallyHidden>{w.contactMark}</VisuallyHidden>}</span>
}

/** Who did it, for which team, from where. */
function By({ item }: { item: TimelineItem }) {
  const w = useWords(words)
  const from = item.event ? (w.eventSources[item.source] ?? item.source) : w.origins[item.source]
  const parts = [item.actor && (item.actor.name || (item.source !== 'customer' && w.byNobody)), item.team && (w.teams[item.team] ?? item.team), from].filter(Boolean)
  return parts.length ? <> · {parts.join(' · ')}</> : null
}

function What({ type, item, record }: Props) {
  const w = useWords(words)
  const did = useVerbName()
  if (item.event) return <Event event={item.event} person={item.person} />
  if (item.stage) return <div className={styles.stageMove}><StageMark stage={item.stage.from} /> → <StageMark stage={item.stage.to} /></div>
  if (item.import) return <><Text size="sm">{(item.import.made ? w.importMade : w.importChanged)(item.import.name)}</Text><Changed type={type} change={item.change!} /></>
  if (item.change) return <Changed type={type} change={item.change} />
  if (item.file) return <FileLine type={type} record={record} file={item.file} />
  if (item.task && item.made) return <Text size="sm"><span aria-hidden>○ </span>{w.taskMade} {item.task.title}</Text>
  if (item.task) return <Text size="sm"><span aria-hidden>✓ </span>{item.task.title}{item.task.outcome && <Text span c="dimmed"> · {item.task.outcome}</Text>}</Text>
  if (item.step) return <Step step={item.step} />
  return <Text size="sm">{item.actor?.name || (item.source === 'customer' ? w.byThemselves : w.byNobody)} {did(item.act!.verb)}{item.act!.reason && `: ${item.act!.reason}`}</Text>
}

/** What a workflow did for somebody, or why it left it undone. */
function Step({ step: { workflow, line } }: { step: TimelineStep }) {
  const say = useSayLine()
  return (
    <>
      <Text size="sm"><RowLink to={`/workflows/${workflow.id}`}>{workflow.name}</RowLink> · {line.name && <b>{line.name}: </b>}{say(line)}</Text>
      {line.why && <Text size="sm" c="var(--bad)">{sentence(line.why)}</Text>}
    </>
  )
}

/** How many changed values a line shows before it is opened. */
const few = 3

function Changed({ type, change }: { type: RecordType; change: TimelineChange }) {
  const w = useWords(words)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const [asked, ask] = useState(false)
  const values = change.values
  return (
    <>
      {(open ? values : values.slice(0, few)).map((v, i) => <OneChange key={i} type={type} change={v} />)}
      {!open && values.length > few && <Anchor component="button" type="button" size="xs" mr={8} onClick={() => setOpen(true)}>{w.moreValues(values.length - few)}</Anchor>}
      {change.reason && <Text size="xs" c="dimmed">{change.reason}</Text>}
      {may(`${type}:update`) && (asked ? <UndoNotice act={change.act}>{w.takenBack}</UndoNotice> : <Anchor component="button" type="button" size="xs" c="dimmed" className={styles.takeBack} onClick={() => ask(true)}>{w.takeBack}</Anchor>)}
    </>
  )
}

function OneChange({ type, change: { field: key, before, after, before_link, after_link } }: { type: RecordType; change: ValueChange }) {
  const w = useWords(words)
  const label = useLabel()
  const field = useFields(type).find((f) => f.key === key)
  if (key === '') return <Text size="sm">{after ? (before == null ? w.created : w.restored) : w.deleted}</Text>
  if (!field) return <Text size="sm">{key === 'into' ? w.mergedInto : key}</Text>
  const parts = ['lines', 'prices', 'pictures'].includes(field.kind)
  if (parts) return <Text size="sm"><Text span inherit c="dimmed">{w.set(label(field))}</Text> {field.kind === 'pictures' ? (Array.isArray(after) ? after.length : 0) : w.lines(Array.isArray(after) ? after.length : 0)}</Text>
  const shown = (value: unknown, link: unknown) => (value == null ? <Text span c="dimmed">{w.nothing}</Text> : <FieldValue field={field} value={value} links={{ [key]: link as never }} plain />)
  return (
    <Text size="sm" component="div" className={styles.oneChange}>
      <Text span c="dimmed">{w.set(label(field))}</Text> {before != null && <><s>{shown(before, before_link)}</s> → </>}{shown(after, after_link)}
    </Text>
  )
}

function Event({ event: e, person }: { event: PastEvent; person?: string }) {
  const w = useWords(words)
  const f = useFormat()
  const meaning = useMeanings()
  const named = useEventName()
  const why = useWords(refusal)
  const codes = useWords(propertyWords)
  const properties = Object.entries((e.properties ?? {}) as Record<string, unknown>).filter(([k]) => k !== 'by')
    .sort(([a], [b]) => Number(tellsWhy(b)) - Number(tellsWhy(a)))
  const gist = [e.meaning && meaning[e.meaning], e.derived && w.derived, ...said(properties, codes, f, why)].filter(Boolean).join(' · ')
  const rows = facts(e, f, w, properties)
  return (
    <details className={styles.event}>
      <summary>
        <b>{named(e.name)}</b> <span className={styles.gist}>{gist}</span>
        {e.value != null && e.currency && <span className={styles.worth}>{f.money(e.value, e.currency)}</span>}
      </summary>
      <dl className={styles.detail}>
        {person && <Fact name={w.title.people}><RecordLink type="people" id={person} name={person} /></Fact>}
        {rows.map(([name, value]) => <Fact key={name} name={name}>{value}</Fact>)}
      </dl>
    </details>
  )
}

/** What says why a message was not sent, and until when, comes first: it is what one wants to know. */
const tellsWhy = (key: string) => key === 'reason' || key === 'article' || key === 'until'

function facts(e: PastEvent, f: Format, w: typeof words.en, properties: [string, unknown][]): [string, string][] {
  const all: [string, string | undefined][] = [[w.received, f.second(e.received_at)], [w.source, e.source], [w.sale, e.sale], [w.campaign, e.campaign],
    ...properties.map(([k, v]): [string, string] => [k, typeof v === 'string' ? v : JSON.stringify(v)])]
  return all.filter((row): row is [string, string] => Boolean(row[1]))
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>
}
