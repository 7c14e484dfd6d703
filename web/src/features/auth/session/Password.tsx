import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { meSet } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Wrong } from '../../../shared/states'
import * as words from './securityWords'

const shortest = 10

/** Changes one's password; everywhere else one is signed out. */
export function Password({ email }: { email: string }) {
  const w = useWords(words)
  const change = useChange(meSet, { refreshes: ['session', 'sessions'] })
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const short = fresh !== '' && [...fresh].length < shortest
  const submit = (e: FormEvent) => {
    e.preventDefault()
    change.mutate({ body: { old_password: old, password: fresh } }, {
      onSuccess: () => {
        notifications.show({ message: w.password.changed })
        setOld('')
        setFresh('')
      },
    })
  }
  return (
    <Card title={w.password.title}>
      <form onSubmit={submit}>
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Stack gap="md" mt="sm">
          <PasswordInput label={w.password.old} value={old} onChange={(e) => setOld(e.currentTarget.value)} required autoComplete="current-password" />
          <PasswordInput label={w.password.fresh} description={w.password.freshHint} value={fresh} onChange={(e) => setFresh(e.currentTarget.value)} required autoComplete="new-password" error={short && w.password.short} />
          {change.error && <Wrong error={change.error} />}
          <Group><Button type="submit" variant="default" disabled={!old || !fresh || short} loading={change.isPending}>{w.password.change}</Button></Group>
        </Stack>
      </form>
    </Card>
  )
}
