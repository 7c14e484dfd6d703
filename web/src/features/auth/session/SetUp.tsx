import { Anchor, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { secondStepBegin, secondStepSet, type SecondStepAnswer } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Secret } from '../../../shared/Secret'
import { Wrong } from '../../../shared/states'
import { Picture } from './Picture'
import * as words from './securityWords'

/** Sets the second step up: one's password, the picture, the first code, the recovery codes. */
export function SetUp({ done, cancel }: { done: () => void; cancel?: () => void }) {
  const [made, setMade] = useState<SecondStepAnswer>()
  const [codes, setCodes] = useState<string[]>()
  if (codes) return <RecoveryCodes codes={codes} done={done} />
  return made ? <First made={made} next={setCodes} cancel={cancel} /> : <Ask next={setMade} cancel={cancel} />
}

function Ask({ next, cancel }: { next: (made: SecondStepAnswer) => void; cancel?: () => void }) {
  const w = useWords(words)
  const begin = useChange(secondStepBegin, { refreshes: [] })
  const [password, setPassword] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    begin.mutate({ body: { password } }, { onSuccess: next })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput label={w.step.yourPassword} required data-autofocus autoFocus autoComplete="current-password" value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
        {begin.error && <Wrong error={begin.error} />}
        <Foot close={cancel}>
          <Button type="submit" loading={begin.isPending}>{w.step.next}</Button>
        </Foot>
      </Stack>
    </form>
  )
}

function First({ made, next, cancel }: { made: SecondStepAnswer; next: (codes: string[]) => void; cancel?: () => void }) {
  const w = useWords(words)
  const set = useChange(secondStepSet, { refreshes: ['second-step', 'sessions'] })
  const [code, setCode] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    set.mutate({ body: { sealed: made.sealed ?? '', code } }, { onSuccess: (answer) => next(answer.codes ?? []) })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{w.step.scan}</Text>
        <Picture rows={made.qr ?? []} label={w.step.picture} />
        <Secret label={w.step.cannotScan} text={made.secret ?? ''} />
        <TextInput label={w.step.code} required inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(e) => setCode(e.currentTarget.value)} maxLength={20} />
        {set.error && <Wrong error={set.error} />}
        <Foot close={cancel}>
          <Button type="submit" loading={set.isPending}>{w.step.turnOn}</Button>
        </Foot>
      </Stack>
    </form>
  )
}

/** Recovery codes, to be kept: they are not shown again. */
export function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard()
  const all = codes.join('\n')
  return (
    <Stack>
      <Text fw={600}>{w.step.keep}</Text>
      <Text size="sm" c="dimmed">{w.step.keepAbout}</Text>
      <Code block fz="md" style={{ columns: '170px 2' }}>{all}</Code>
      <Group>
        <Button variant="default" onClick={() => copy(all)} aria-live="polite">{copied ? w.step.copied : w.step.copy}</Button>
        <Anchor size="sm" download="banhda-recovery-codes.txt" href={`data:text/plain;charset=utf-8,${encodeURIComponent(all + '\n')}`}>{w.step.save}</Anchor>
      </Group>
      <Button onClick={done}>{w.step.kept}</Button>
    </Stack>
  )
}
