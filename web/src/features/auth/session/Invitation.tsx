import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { invitationAccept, invited, type Invited } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Loading, Wrong } from '../../../shared/states'
import { Doorway } from './Doorway'
import * as words from './words'

/** Where the link of an invitation leads. Its token stands behind #: so no server on the way writes it down. */
export function Invitation() {
  const w = useWords(words)
  const [token] = useState(() => location.hash.slice(1))
  const look = useChange(invited, { refreshes: [] })
  const { mutate } = look
  useEffect(() => mutate({ body: { token } }), [mutate, token])
  if (look.data) return <Join token={token} invited={look.data} />
  return (
    <Doorway title={w.invited('')}>
      {look.error ? <Stack><Wrong error={look.error} /><Button component="a" href="/" variant="default">{w.toSignIn}</Button></Stack> : <Loading height={120} />}
    </Doorway>
  )
}

function Join({ token, invited }: { token: string; invited: Invited }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const join = useChange(invitationAccept, { refreshes: [] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    join.mutate({ body: { token, name, password, language } }, { onSuccess: () => location.replace('/') })
  }
  const { provider, password: byPassword } = invited.doors
  return (
    <Doorway title={w.invited(invited.workspace)} lead={w.invitedBy(invited.inviter ?? '')}>
      <Stack>
        {provider && <Button component="a" href="/v1/oidc/begin" variant={byPassword ? 'default' : 'filled'}>{w.by(provider)}</Button>}
        {provider && byPassword && <Divider label={w.or} />}
        {byPassword && (
          <form onSubmit={submit}>
            <Stack>
              <TextInput label={w.email} value={invited.email} readOnly autoComplete="username" />
              <TextInput label={w.name} required autoFocus autoComplete="name" value={name} onChange={(e) => setName(e.target.value)} maxLength={200} />
              <PasswordInput label={w.choosePassword} description={w.passwordAbout} required minLength={10} autoComplete="new-password" value={password} onChange={(e) => setPassword(e.target.value)} />
              {join.error && <Wrong error={join.error} />}
              <Button type="submit" loading={join.isPending}>{w.join}</Button>
            </Stack>
          </form>
        )}
      </Stack>
    </Doorway>
  )
}
