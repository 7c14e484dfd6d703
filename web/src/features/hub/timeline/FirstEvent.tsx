import { Anchor, Button, Loader, Modal, SegmentedControl, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import styles from './events.module.css'
import { useKeys, useMakeKey } from './queries'
import { type Language, languages, snippet } from './snippet'
import * as words from './words'

/** What stands where the events will: how to send the first one. */
export function FirstEvent() {
  const w = useWords(words)
  return (
    <section className={`card ${styles.first}`}>
      <h2>{w.events.first}</h2>
      <HowTo />
      <Text size="sm" c="dimmed" mt="md" className={styles.waiting}>
        <Loader size="xs" type="dots" /> {w.events.listen}{' '}
        <Anchor component={Link} to="/import" size="sm">{w.events.orImport}</Anchor>
      </Text>
    </section>
  )
}

/** The same for later, behind a button. */
export function FirstEventDialog() {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>{w.events.send}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={<b>{w.events.send}</b>} size="lg"><HowTo /></Modal>
    </>
  )
}

function HowTo() {
  const w = useWords(words)
  const [language, speak] = useState<Language>('curl')
  const names = { curl: w.events.shell, browser: w.events.browser, node: w.events.node, go: w.events.go }
  const writeKey = useWriteKey()
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">{w.events.firstText}</Text>
      <SegmentedControl size="sm" mb="sm" value={language} onChange={(l) => speak(l as Language)} data={languages.map((l) => ({ value: l, label: names[l] }))} />
      <Code text={snippet(language, window.location.origin, writeKey.token ?? 'wk_…')} />
      {writeKey.missing && <MakeKey />}
    </>
  )
}

/** A write key that may be shown: any there is. */
function useWriteKey() {
  const may = useMay()
  const keys = useKeys(may('keys:read'))
  const token = keys.data?.keys?.find((k) => k.kind === 'write' && k.token)?.token
  return { token, missing: keys.isSuccess && !token }
}

function MakeKey() {
  const w = useWords(words)
  const may = useMay()
  const make = useMakeKey()
  if (!may('keys:write')) return <Text size="sm" mt="sm">{w.events.noKeyAsk}</Text>
  return (
    <>
      <Text size="sm" mt="sm" mb="xs">{w.events.noKey}</Text>
      <Button size="sm" loading={make.isPending} onClick={() => make.mutate({ body: { name: 'web', kind: 'write', rank: 'browser' } })}>{w.events.makeKey}</Button>
      {make.error && <Wrong error={make.error} />}
    </>
  )
}

function Code({ text }: { text: string }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard()
  return (
    <div className={styles.code}>
      <pre className={styles.raw} tabIndex={0}>{text}</pre>
      <Button size="compact-sm" variant="default" onClick={() => copy(text)}>{copied ? w.events.copied : w.events.copy}</Button>
    </div>
  )
}
