import { Button, Checkbox, Group, NumberInput, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Purpose, Terms } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { AddPurpose } from './AddPurpose'
import { usePurposes, useSetPurposes, useSetTerms, useTerms } from './queries'
import styles from './request.module.css'
import * as words from './words'

/** What data is used for, what people are asked, and how long requests may take. */
export function PrivacyPage() {
  const w = useWords(words)
  const may = useMay()('workspace:write')
  const terms = useTerms()
  const purposes = usePurposes()
  const [adding, add] = useState(false)
  return (
    <>
      <Card title={w.purposes} lead={w.purposesText} actions={may && <Button size="sm" onClick={() => add(true)}>{w.addPurpose}</Button>}>
        <Answer query={purposes} height={120}>{(a) => <ul className={styles.requests}>{(a.purposes ?? []).map((p) => <PurposeRow key={p.key} purpose={p} all={a.purposes ?? []} may={may} />)}</ul>}</Answer>
        {adding && purposes.data && <AddPurpose all={purposes.data.purposes ?? []} close={() => add(false)} />}
      </Card>
      <Card title={w.terms} lead={w.termsText}>
        <Answer query={terms} height={120}>{(t) => <TermsForm key={JSON.stringify(t)} terms={t} may={may} />}</Answer>
      </Card>
    </>
  )
}

function PurposeRow({ purpose, all, may }: { purpose: Purpose; all: Purpose[]; may: boolean }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [writing, write] = useState(false)
  const asked = purpose.wordings?.at(-1)
  return (
    <li>
      <div className={styles.head}><b>{purpose.label[language]}</b><small>{asked && w.version(asked.version)}{purpose.double && ` · ${w.double}`}</small></div>
      <p className={styles.wish}>{asked?.[language]}</p>
      {may && !writing && <Button size="compact-sm" variant="default" onClick={() => write(true)}>{w.newWording}</Button>}
      {writing && <NewWording purpose={purpose} all={all} close={() => write(false)} />}
    </li>
  )
}

function NewWording({ purpose, all, close }: { purpose: Purpose; all: Purpose[]; close: () => void }) {
  const w = useWords(words)
  const set = useSetPurposes()
  const [vi, setVi] = useState('')
  const [en, setEn] = useState('')
  const wordings = purpose.wordings ?? []
  const save = () => {
    const next = { ...purpose, wordings: [...wordings, { version: String(wordings.length + 1), vi, en, since: 0 }] }
    set.mutate({ body: { purposes: all.map((p) => (p.key === purpose.key ? next : p)) } }, { onSuccess: close })
  }
  return (
    <Stack gap="xs" mt="xs">
      <Textarea data-autofocus label={w.inVi} autosize minRows={2} value={vi} onChange={(e) => setVi(e.currentTarget.value)} />
      <Textarea label={w.inEn} autosize minRows={2} value={en} onChange={(e) => setEn(e.currentTarget.value)} />
      {set.error && <Wrong error={set.error} />}
      <Group gap="xs">
        <Button size="compact-sm" disabled={!vi.trim() || !en.trim()} loading={set.isPending} onClick={save}>{w.saveTerms}</Button>
        <Button size="compact-sm" variant="default" onClick={close}>{w.cancel}</Button>
      </Group>
    </Stack>
  )
}

function TermsForm({ terms, may }: { terms: Terms; may: boolean }) {
  const w = useWords(words)
  const set = useSetTerms()
  const [now, change] = useState(terms)
  const save = () => set.mutate({ body: now }, { onSuccess: () => notifications.show({ message: w.saved }) })
  const line = (label: string, term: { days: number; working: boolean }, put: (t: { days: number; working: boolean }) => void) => (
    <div className={styles.term} key={label}>
      <span>{label}</span>
      <NumberInput aria-label={label} min={1} max={365} w={110} disabled={!may} suffix={` ${w.days}`} value={term.days} onChange={(days) => put({ ...term, days: Number(days) || 1 })} />
      <Checkbox label={w.working} disabled={!may} checked={term.working} onChange={(e) => put({ ...term, working: e.currentTarget.checked })} />
    </div>
  )
  return (
    <>
      {line(w.ack, now.acknowledge, (acknowledge) => change({ ...now, acknowledge }))}
      {Object.keys(w.kind).map((k) => line(w.kind[k]!, now.answer[k]!, (t) => change({ ...now, answer: { ...now.answer, [k]: t } })))}
      {line(w.extension, now.extension, (extension) => change({ ...now, extension }))}
      {set.error && <Wrong error={set.error} />}
      {may && <Group justify="flex-end" mt="sm"><Button loading={set.isPending} onClick={save}>{w.saveTerms}</Button></Group>}
    </>
  )
}
