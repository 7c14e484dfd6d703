import { Alert, Anchor, Badge, Button, Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ArticlePassage } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import styles from './article.module.css'
import { usePassages } from './queries'
import * as words from './words'

type Reader = 'public' | 'customers' | 'team'

/** Asks the articles as a customer would, and shows what answers, how sure that is, and why. */
export function TryOut({ close }: { close: () => void }) {
  const w = useWords(words)
  const [question, setQuestion] = useState('')
  const [reader, setReader] = useState<Reader>('public')
  const passages = usePassages(question, reader)
  const submit = (e: FormEvent<HTMLFormElement>) => {
    e.preventDefault()
    setQuestion(String(new FormData(e.currentTarget).get('question') ?? '').trim())
  }
  return (
    <Modal opened onClose={close} title={<b>{w.tryOut}</b>} size="lg">
      <Text size="sm" c="dimmed">{w.tryAbout}</Text>
      <form onSubmit={submit}>
        <Group gap="xs" mt="sm" align="flex-end" wrap="nowrap">
          <TextInput data-autofocus name="question" label={w.question} placeholder={w.placeholder} required maxLength={2000} style={{ flex: 1 }} />
          <Button type="submit" loading={passages.isFetching}>{w.ask}</Button>
        </Group>
      </form>
      <SegmentedControl mt="xs" size="xs" aria-label={w.reader} value={reader} onChange={(v) => setReader(v as Reader)} data={Object.entries(w.visibilities).map(([value, text]) => ({ value, label: text }))} />
      {question && (
        <Answer query={passages} height={120}>
          {({ passages: all, doubtful }) => all?.length ? (
            <>
              {all[0]!.sure < doubtful && <Alert mt="sm" color="yellow" variant="light" role="status">{w.doubtful}</Alert>}
              <ul className={styles.all} style={{ marginTop: 12 }}>{all.map((p, i) => <Passage key={i} passage={p} sure={i === 0 && p.sure >= doubtful} />)}</ul>
            </>
          ) : <Text mt="md" role="status">{w.nothing}</Text>}
        </Answer>
      )}
    </Modal>
  )
}

function Passage({ passage: p, sure }: { passage: ArticlePassage; sure: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li className={`card ${styles.line}`} lang={p.language}>
      <Group justify="space-between" gap="xs">
        <Anchor href={`/articles/${p.article}`} fw={600}>{p.title}</Anchor>
        <Badge variant="light" color="gray" tt="none" c={sure ? 'var(--good)' : undefined}>{w.sure(f.percent(p.sure))}</Badge>
      </Group>
      <p className={styles.text}>{p.text}</p>
      <ul className={styles.why} aria-label={w.why}>
        {(p.why ?? []).map((r) => <li key={r.word} data-missing={!r.as?.length || undefined}>{r.as?.length ? (r.as.length === 1 && r.as[0] === r.word ? <b>{r.word}</b> : <>{r.word} → <b>{r.as.join(', ')}</b></>) : <s title={w.missing}>{r.word}</s>}</li>)}
      </ul>
    </li>
  )
}
