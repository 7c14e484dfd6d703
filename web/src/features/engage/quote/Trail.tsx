import { Anchor, Button, Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { QuoteDetail, QuoteEntry } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useAnswerQuote } from './queries'
import styles from './quote.module.css'
import * as words from './words'

/** What happened to a quote, with what it is known by: the evidence; and its versions. */
export function Trail({ quote: q }: { quote: QuoteDetail }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div>
      {q.versions.length > 0 && (
        <section className={`card ${styles.pad}`}>
          <h2 className={styles.head}>{w.versions}</h2>
          <ul className={styles.trail}>
            {q.versions.map((v) => <li key={v.number}><Anchor href={`/v1/quotes/${q.id}/pdf?version=${v.number}`}>{w.version(v.number)}</Anchor> · {f.money(v.total, q.currency)}<small>{f.instant(v.at)}</small><code>SHA-256 {v.hash}</code></li>)}
          </ul>
        </section>
      )}
      <section className={`card ${styles.pad}`}>
        <h2 className={styles.head}>{w.happened}</h2>
        <ul className={styles.trail}>{[...q.entries].reverse().map((e, i) => <Entry key={`${e.at}${i}`} entry={e} />)}</ul>
        {q.versions.length > 0 && <Write id={q.id} />}
      </section>
    </div>
  )
}

const byCustomer = ['viewed', 'commented', 'accepted', 'declined']

function Entry({ entry: e }: { entry: QuoteEntry }) {
  const w = useWords(words)
  const f = useFormat()
  const who = e.by?.name ?? (byCustomer.includes(e.kind) ? e.name || w.customer : w.house)
  return (
    <li>
      <b>{who}</b> {w.kinds[e.kind] ?? e.kind}{e.version > 0 && <> · {w.version(e.version)}</>}
      <small>{f.instant(e.at)}{e.address && ` · ${w.from(e.address)}`}{e.device && ` · ${e.device.slice(0, 80)}`}</small>
      {e.text && <p className={styles.said}>{e.text}</p>}
      {e.kind === 'accepted' && <code>{w.evidence}: SHA-256 {e.hash}</code>}
    </li>
  )
}

function Write({ id }: { id: string }) {
  const w = useWords(words)
  const may = useMay()('quotes:write')
  const answer = useAnswerQuote()
  const [text, say] = useState('')
  if (!may) return null
  return (
    <Stack gap="xs" mt="md">
      <Textarea label={w.write} description={w.writeHint} autosize minRows={2} maxLength={4000} value={text} onChange={(e) => say(e.currentTarget.value)} />
      {answer.error != null && <Wrong error={answer.error} />}
      <Group><Button size="xs" loading={answer.isPending} disabled={!text.trim()} onClick={() => answer.mutate({ path: { id }, body: { text } }, { onSuccess: () => say('') })}>{w.answer}</Button></Group>
    </Stack>
  )
}
