import { Button, Checkbox, Group, PasswordInput, Stack, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { signInSet, signInShow, type SignInAnswer } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useRoleName, useRoles } from '../../../shared/role'
import { Secret } from '../../../shared/Secret'
import { Answer, Wrong } from '../../../shared/states'
import * as words from './words'

const useSet = () => useChange(signInSet, { refreshes: ['sign-in', 'roles', 'second-step'] })

/** How people sign in: by a provider, by password, with a second step. */
export function SignInPage() {
  const now = useRecords('sign-in', signInShow)
  return (
    <Answer query={now}>
      {(answer) => (
        <>
          <Provider key={answer.issuer + answer.client_id} now={answer} />
          {answer.issuer && <Passwords now={answer} />}
          <Required key={answer.second_step?.join()} now={answer} />
        </>
      )}
    </Answer>
  )
}

function Provider({ now }: { now: SignInAnswer }) {
  const w = useWords(words)
  const set = useSet()
  const [name, setName] = useState(now.name)
  const [issuer, setIssuer] = useState(now.issuer)
  const [client_id, setClient] = useState(now.client_id)
  const [secret, setSecret] = useState('')
  const [removing, remove] = useState(false)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    set.mutate({ body: { name, issuer, client_id, ...(secret && { client_secret: secret }) } }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <Card title={w.provider} lead={w.providerAbout}>
      <form onSubmit={submit}>
        <Stack gap="md" mt="sm">
          <Secret label={w.callback} text={now.callback} />
          <TextInput label={w.issuer} description={w.issuerHint} type="url" value={issuer} onChange={(e) => setIssuer(e.currentTarget.value)} required maxLength={500} />
          <TextInput label={w.clientID} value={client_id} onChange={(e) => setClient(e.currentTarget.value)} required maxLength={500} autoComplete="off" />
          <PasswordInput label={w.secret} description={now.has_secret && issuer === now.issuer ? w.secretKept : undefined} value={secret} onChange={(e) => setSecret(e.currentTarget.value)} autoComplete="off" maxLength={1000} />
          <TextInput label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} />
          {set.error && <Wrong error={set.error} />}
          <Group>
            <Button type="submit" loading={set.isPending}>{w.save}</Button>
            {now.issuer && <Button variant="default" onClick={() => remove(true)}>{w.remove}</Button>}
          </Group>
        </Stack>
      </form>
      {removing && <RemoveProvider close={() => remove(false)} />}
    </Card>
  )
}

function RemoveProvider({ close }: { close: () => void }) {
  const w = useWords(words)
  const set = useSet()
  const go = () => set.mutate({ body: { issuer: '' } }, {
    onSuccess: () => {
      notifications.show({ message: w.removed })
      close()
    },
  })
  return <Confirm grave title={w.removeTitle} action={w.remove} go={go} close={close} change={set}>{w.removeAbout}</Confirm>
}

function Passwords({ now }: { now: SignInAnswer }) {
  const w = useWords(words)
  const set = useSet()
  const turn = (password: boolean) => set.mutate({ body: { password } }, { onSuccess: () => notifications.show({ message: w.passwordSaved }) })
  return (
    <Card title={w.password} lead={w.passwordAbout}>
      <Switch label={w.passwordOn} checked={now.password} disabled={set.isPending} onChange={(e) => turn(e.currentTarget.checked)} />
      {set.error && <Wrong error={set.error} />}
    </Card>
  )
}

function Required({ now }: { now: SignInAnswer }) {
  const w = useWords(words)
  const set = useSet()
  const roles = useRoles().data?.roles ?? []
  const { name } = useRoleName()
  const [chosen, choose] = useState(now.second_step ?? [])
  const save = () => set.mutate({ body: { second_step: chosen } }, { onSuccess: () => notifications.show({ message: w.stepSaved }) })
  return (
    <section className="card">
      <Checkbox.Group label={<h2>{w.step}</h2>} description={w.stepAbout} value={chosen} onChange={choose}>
        <Stack gap="xs" mt="sm">{roles.map((r) => <Checkbox key={r.id} value={r.id} label={name(r.id)} />)}</Stack>
      </Checkbox.Group>
      {set.error && <Wrong error={set.error} />}
      <Group mt="md"><Button variant="default" loading={set.isPending} disabled={same(chosen, now.second_step ?? [])} onClick={save}>{w.saveRoles}</Button></Group>
    </section>
  )
}

const same = (a: string[], b: string[]) => [...a].sort().join() === [...b].sort().join()
