import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { consentAdd, consentList, purposeList, type ConsentEntry, type ConsentsAnswer, type Purpose } from '../client'
import { device } from '../device'
import { useFormat } from '../format'
import { useLanguage, useWords } from '../language'
import { useChange, useRecords } from '../queries'
import { useMay } from '../session'
import { Answer } from '../states'
import './consent.css'
import { ConsentForm } from './ConsentForm'
import * as words from './words'

/** What a person agreed to: what holds now, what may be sent, and everything that was said, with its evidence. */
export function Consents({ personId }: { personId: string }) {
  const w = useWords(words)
  const may = useMay()('people:update')
  const [writing, write] = useState<'given' | 'withdrawn'>()
  const consents = useRecords('consents', (o: Parameters<typeof consentList>[0]) => consentList({ ...o, query: undefined, path: { id: personId } }), { person: personId } as never)
  const purposes = useRecords('purposes', purposeList)
  return (
    <section className="card consents" aria-label={w.title}>
      <Group justify="space-between" mb="xs">
        <h2>{w.title}</h2>
        {may && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => write('given')}>{w.give}</Button>
            <Button size="xs" variant="default" onClick={() => write('withdrawn')}>{w.withdraw}</Button>
          </Group>
        )}
      </Group>
      <Answer query={consents} height={80}>{(answer) => <Held answer={answer} purposes={purposes.data?.purposes ?? []} personId={personId} may={may} />}</Answer>
      {writing && <ConsentForm personId={personId} state={writing} purposes={purposes.data?.purposes ?? []} close={() => write(undefined)} />}
    </section>
  )
}

interface HeldProps {
  answer: ConsentsAnswer
  purposes: Purpose[]
  personId: string
  may: boolean
}

function Held({ answer, purposes, personId, may }: HeldProps) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const now = answer.now ?? []
  const named = (key: string) => purposes.find((p) => p.key === key)?.label[language] ?? (key.startsWith('review ') ? w.review : key)
  const open = (answer.allowed ?? []).filter((a) => a.advertising === '').map((a) => w.channel[a.channel])
  if (now.length === 0) return <Text size="sm" c="dimmed">{w.none}</Text>
  return (
    <>
      <Text size="sm" mb="xs">{open.length ? w.advertising(open.join(', ')) : w.noAdvertising}</Text>
      <ul className="consents-now">
        {now.map((n) => (
          <li key={n.purpose + n.channel}>
            <span>{named(n.purpose)} · {w.channel[n.channel]}</span>
            <span className={`consents-${n.state}`}>{w.state[n.state]}</span>
            <small>{f.day(n.at)}</small>
            {may && n.state !== 'withdrawn' ? <Withdraw personId={personId} channel={n.channel} purpose={n.purpose} /> : <span />}
          </li>
        ))}
      </ul>
      <details>
        <summary>{w.ledger} ({answer.entries?.length ?? 0})</summary>
        <ol className="consents-ledger">
          {(answer.entries ?? []).map((e) => (
            <li key={e.id}>
              <b>{w.state[e.state]}</b> {named(e.purpose)} · {w.channel[e.channel]} · {f.instant(e.at)} · {w.how[e.how]}
              <Evidence e={e} />
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}

/** What shows that it was said: where, in which words, by what. */
function Evidence({ e }: { e: ConsentEntry }) {
  const w = useWords(words)
  const mayForms = useMay()('forms:read')
  const { form = '', text, note = '', wording, page, address, recording } = e.evidence
  const source = !e.form ? (w.forms[form] ?? form) : <>{mayForms ? <a href={`/forms/${e.form.id}`}>{e.form.name}</a> : e.form.name}, {w.formVersion(e.form.version)}</>
  const said = note.startsWith('Mozilla/') ? device(note) : (w.notes[note] ?? (note.startsWith('req_') ? w.request(note) : note))
  const parts = [source, text && `“${text}”`, said, wording && w.wordingOf(wording), recording, page, address].filter(Boolean)
  return <small>{parts.map((part, i) => <span key={i}>{i > 0 && ' · '}{part}</span>)}</small>
}

/** Withdrawing takes one press, as the law wants. */
function Withdraw({ personId, channel, purpose }: { personId: string; channel: string; purpose: string }) {
  const w = useWords(words)
  const add = useChange(consentAdd, { refreshes: ['consents', 'acts'] })
  const go = () => add.mutate({ path: { id: personId }, body: { channels: [channel], purpose, state: 'withdrawn', how: 'person' } })
  return <Button size="compact-xs" variant="subtle" color="red" loading={add.isPending} onClick={go}>{w.stop}</Button>
}
