import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { signIn, type Doors } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Wrong } from '../../../shared/states'
import { Doorway } from './Doorway'
import * as words from './words'

const session = { refreshes: ['session', 'readouts'] }

/** The way in for who has an account: with a password, a code after it where there is a second step, or by a provider. */
export function SignIn({ doors }: { doors?: Doors }) {
  const w = useWords(words)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [second, setSecond] = useState(false)
  const enter = useChange(signIn, session)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    enter.mutate({ body: { email, password } }, { onSuccess: (answer) => setSecond(answer.state === 'code') })
  }
  if (second) return <SecondStep email={email} password={password} back={() => setSecond(false)} />
  const refused = new URLSearchParams(location.search).get('refused')
  return (
    <Doorway title={w.signIn}>
      <Stack>
        {refused && <Alert color="red" variant="light" role="alert">{w.refused[refused] ?? w.refused.provider}</Alert>}
        {doors?.provider && <Button component="a" href={`/v1/oidc/begin?to=${encodeURIComponent(here())}`} variant={doors.password ? 'default' : 'filled'}>{w.by(doors.provider)}</Button>}
        {doors?.provider && doors.password && <Divider label={w.or} />}
        {doors?.password !== false && (
          <form onSubmit={submit}>
            <Stack>
              <TextInput label={w.email} type="email" autoComplete="username" required autoFocus value={email} onChange={(e) => setEmail(e.target.value)} />
              <PasswordInput label={w.password} autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.target.value)} />
              {enter.error && <Wrong error={enter.error} />}
              <Button type="submit" loading={enter.isPending}>{w.signIn}</Button>
              <Text size="xs" c="dimmed">{w.forgotten}</Text>
            </Stack>
          </form>
        )}
      </Stack>
    </Doorway>
  )
}

/** The page to come back to: where one is, without why one was refused. */
function here(): string {
  const query = new URLSearchParams(location.search)
  query.delete('refused')
  return location.pathname + (query.size ? `?${query}` : '')
}

function SecondStep({ email, password, back }: { email: string; password: string; back: () => void }) {
  const w = useWords(words)
  const [code, setCode] = useState('')
  const enter = useChange(signIn, session)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    enter.mutate({ body: { email, password, code } })
  }
  return (
    <Doorway title={w.secondStep} lead={w.secondAbout}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label={w.oneTimeCode} autoComplete="one-time-code" required autoFocus value={code} onChange={(e) => setCode(e.target.value)} maxLength={100} />
          {enter.error && <Wrong error={enter.error} />}
          <Button type="submit" loading={enter.isPending}>{w.signIn}</Button>
          <Button variant="subtle" color="gray" onClick={back}>{w.back}</Button>
          <Text size="xs" c="dimmed">{w.lostPhone}</Text>
        </Stack>
      </form>
    </Doorway>
  )
}
