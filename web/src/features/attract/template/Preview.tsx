import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import type { SmsCount, TemplatePreview, TemplateProblem } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { sentence } from '../../../shared/sentence'
import { Loading, Wrong } from '../../../shared/states'
import type { Draft } from './EditorPage'
import { useCheckLinks, useCurrency, usePreview } from './queries'
import styles from './template.module.css'
import * as words from './words'

type Way = 'desktop' | 'phone' | 'dark' | 'text'

/** The message as somebody would get it, and what is wrong with it. */
export function Preview({ channel, draft }: { channel: 'email' | 'sms' | 'zalo'; draft: Draft }) {
  const w = useWords(words)
  const here = useLanguage().language
  const [language, setLanguage] = useState<'vi' | 'en'>(here)
  const [way, setWay] = useState<Way>('desktop')
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const preview = usePreview({ channel, class: draft.class, content: draft.content, language, ...(person && { person: person.id }) })
  const ways: Way[] = channel === 'email' ? ['desktop', 'phone', 'dark', 'text'] : ['text']
  return (
    <aside className={styles.preview} aria-label={w.preview}>
      <Group gap="xs" mb="xs">
        <SegmentedControl size="xs" aria-label={w.language} value={language} onChange={(v) => setLanguage(v as 'vi')} data={(['vi', 'en'] as const).map((l) => ({ value: l, label: w.languages[l] }))} />
        {ways.length > 1 && <SegmentedControl size="xs" aria-label={w.way} value={way} onChange={(v) => setWay(v as Way)} data={ways.map((v) => ({ value: v, label: w.ways[v] }))} />}
      </Group>
      <RecordSelect type="people" size="xs" label={w.as} placeholder={w.somebody} value={person} onChange={setPerson} mb="xs" />
      {preview.error ? <Wrong error={preview.error} retry={preview.refetch} /> : preview.data ? <Seen p={preview.data} way={channel === 'email' ? way : 'text'} /> : <Loading height={200} />}
      {preview.data && <Problems list={preview.data.problems ?? []} />}
      {channel === 'email' && <Links draft={draft} />}
    </aside>
  )
}

function Seen({ p, way }: { p: TemplatePreview; way: Way }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div className={`card ${styles.pad}`}>
      {p.subject && <><Text fw={600} className={styles.subject}>{p.subject}</Text><Text size="xs" c="dimmed">{p.from} → {p.to || '…'} · {w.size(f.number(Math.ceil(p.bytes / 1024)))}</Text></>}
      {way === 'text'
        ? <pre className={styles.text} role="group" tabIndex={0} aria-label={w.ways.text}>{p.sms?.text ?? p.text}</pre>
        : <iframe title={w.preview} sandbox="" className={styles.frame} data-way={way} srcDoc={lit(p.html, way === 'dark')} />}
      {p.sms && <Count of={p.sms} />}
    </div>
  )
}

/** How many messages a text to phones fills, and what they cost to each network. */
function Count({ of }: { of: SmsCount }) {
  const w = useWords(words)
  const f = useFormat()
  const currency = useCurrency()
  const costs = of.costs.filter((c) => c.cost > 0)
  const alike = costs.length > 0 && costs.every((c) => c.cost === costs[0]!.cost) && costs.some((c) => c.network === '')
  const said = (alike ? costs.slice(0, 1) : costs).map((c) => `${alike ? w.sms.each : w.sms.networks[c.network]} ${f.money(c.cost, currency)}`)
  return (
    <Text size="sm" mt="xs" role="status">
      <b>{w.sms.fills(of.segments, f.number(of.segments))}</b> · {w.sms[of.encoding](f.number(of.units))} · {w.sms.left(f.number(of.left))}
      {said.length > 0 && <Text span display="block" size="xs" c="dimmed">{said.join(' · ')}</Text>}
    </Text>
  )
}

/** The message as a mail program draws it by day, or in the dark, whichever it is here. */
const lit = (html: string, dark: boolean) => html.replace('@media (prefers-color-scheme:dark)', dark ? '@media all' : '@media not all').replace('content="light dark"', `content="${dark ? 'dark' : 'light'}"`)

function Problems({ list }: { list: TemplateProblem[] }) {
  const w = useWords(words)
  if (!list.length) return <Text size="sm" c="var(--good)" mt="xs" role="status">{w.fine}</Text>
  return (
    <section aria-label={w.problems} className={styles.problems}>
      <h3>{w.problems}</h3>
      <ul>
        {list.map((p, i) => <li key={i} data-severe={p.severe || undefined}><b>{p.severe ? w.severe : w.better}</b>{p.block > 0 && <> · {w.block(p.block)}</>}<br />{sentence(p.text)}</li>)}
      </ul>
    </section>
  )
}

function Links({ draft }: { draft: Draft }) {
  const w = useWords(words)
  const check = useCheckLinks()
  const links = check.data?.links
  return (
    <div>
      <Button mt="xs" size="compact-sm" variant="default" loading={check.isPending} onClick={() => check.mutate({ body: { content: draft.content } })}>{w.checkLinks}</Button>
      {check.error && <Wrong error={check.error} />}
      {links && (links.length
        ? <ul className={styles.links}>{links.map((l) => <li key={l.url} data-good={l.good || undefined}><b>{l.good ? w.works : w.broken}</b> {l.status || l.error} <span>{l.url}</span></li>)}</ul>
        : <Alert variant="light" mt="xs" role="status">{w.noLinks}</Alert>)}
    </div>
  )
}
