import { Button, Checkbox, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AccessKey } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useRight } from '../../../shared/right'
import { Secret } from '../../../shared/Secret'
import { Wrong } from '../../../shared/states'
import styles from './key.module.css'
import { useAddKey } from './queries'
import * as words from './words'

interface Props {
  kind: AccessKey['kind']
  /** What an API key may be allowed: no more than who makes it. */
  scopes: string[]
  close: () => void
}

/** Makes a key and shows it. */
export function AddKey({ kind, scopes, close }: Props) {
  const w = useWords(words)
  const add = useAddKey()
  return (
    <Modal opened onClose={close} title={<b>{kind === 'write' ? w.keys.newWrite : w.keys.newApi}</b>} size="lg" closeOnClickOutside={false}>
      {add.data ? (
        <Stack>
          <Text>{w.keys.made}</Text>
          <Secret label={w.keys.key} text={add.data.token ?? ''} />
          {kind === 'api' && <Text size="sm" c="dimmed">{w.keys.once}</Text>}
          <Button onClick={close} style={{ alignSelf: 'end' }}>{w.keys.done}</Button>
        </Stack>
      ) : kind === 'write' ? <WriteForm add={add} close={close} /> : <ApiForm add={add} scopes={scopes} close={close} />}
    </Modal>
  )
}

type Adding = ReturnType<typeof useAddKey>

function WriteForm({ add, close }: { add: Adding; close: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState('')
  const [source, setSource] = useState('')
  const [rank, setRank] = useState<AccessKey['rank']>('browser')
  const [origins, setOrigins] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const sites = origins.split(/[\s,]+/).filter(Boolean)
    add.mutate({ body: { kind: 'write', name, source: source || undefined, rank, origins: rank === 'browser' ? sites : [] } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput data-autofocus label={w.keys.name} description={w.keys.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} />
        <TextInput label={w.keys.source} description={w.keys.sourceHint} placeholder={name} value={source} onChange={(e) => setSource(e.currentTarget.value)} maxLength={100} />
        <Radio.Group label={w.keys.rank} value={rank} onChange={(r) => setRank(r as AccessKey['rank'])}>
          <Stack gap="xs" mt={6}>
            <Radio value="browser" label={w.keys.browser} description={w.keys.browserHint} />
            <Radio value="server" label={w.keys.server} description={w.keys.serverHint} />
          </Stack>
        </Radio.Group>
        {rank === 'browser' && <Textarea label={w.keys.origins} description={w.keys.originsHint} value={origins} onChange={(e) => setOrigins(e.currentTarget.value)} autosize minRows={2} />}
        <Last add={add} close={close} />
      </Stack>
    </form>
  )
}

function ApiForm({ add, scopes, close }: { add: Adding; scopes: string[]; close: () => void }) {
  const w = useWords(words)
  const said = useRight()
  const [name, setName] = useState('')
  const [chosen, choose] = useState<string[]>([])
  const reading = scopes.filter((s) => s.endsWith(':read'))
  const readsAll = reading.every((s) => chosen.includes(s))
  const readAll = () => choose(readsAll ? chosen.filter((s) => !reading.includes(s)) : [...new Set([...chosen, ...reading])])
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { kind: 'api', name, scopes: chosen } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput data-autofocus label={w.keys.name} description={w.keys.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} />
        <Checkbox.Group label={w.keys.scopes} description={chosen.length ? undefined : w.keys.scopesNeeded} value={chosen} onChange={choose}>
          <div className={styles.choices}>{scopes.map((s) => <Checkbox key={s} value={s} label={said(s)} description={s} />)}</div>
        </Checkbox.Group>
        <Checkbox label={w.keys.everything} checked={readsAll} indeterminate={!readsAll && reading.some((s) => chosen.includes(s))} onChange={readAll} />
        <Last add={add} close={close} ready={chosen.length > 0} />
      </Stack>
    </form>
  )
}

function Last({ add, close, ready = true }: { add: Adding; close: () => void; ready?: boolean }) {
  const w = useWords(words)
  return (
    <>
      {add.error && <Wrong error={add.error} />}
      <Foot close={close}>
        <Button type="submit" disabled={!ready} loading={add.isPending}>{w.keys.create}</Button>
      </Foot>
    </>
  )
}
