import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { signIn } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Wrong } from '../../../shared/states'
import { Doorway } from './Doorway'
import * as words from './words'

/** The way in for who has an account. */
export function SignIn() {
  const w = useWords(words)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useChange(signIn, { refreshes: ['session', 'readouts'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    enter.mutate({ body: { email, password } })
  }
  return (
    <Doorway title={w.signIn}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label={w.email} type="email" autoComplete="username" required autoFocus value={email} onChange={(e) => setEmail(e.target.value)} />
          <PasswordInput label={w.password} autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.target.value)} />
          {enter.error && <Wrong error={enter.error} />}
          <Button type="submit" loading={enter.isPending}>{w.signIn}</Button>
          <Text size="xs" c="dimmed">{w.forgotten}</Text>
        </Stack>
      </form>
    </Doorway>
  )
}
