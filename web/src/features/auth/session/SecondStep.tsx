import { Alert, Badge, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, type ReactNode, useState } from 'react'
import { recoveryCodes, secondStep, secondStepRemove } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Answer, Wrong } from '../../../shared/states'
import { RecoveryCodes, SetUp } from './SetUp'
import * as words from './securityWords'

const few = 3

/** One's second step at sign-in: whether it is on, and the recovery codes. */
export function SecondStep() {
  const w = useWords(words)
  const now = useRecords('second-step', secondStep)
  const [open, setOpen] = useState<'set-up' | 'codes' | 'off'>()
  const close = () => setOpen(undefined)
  return (
    <section className="card">
      <Answer query={now} height={80}>
        {(step) => (
          <>
            <Group gap="sm"><h2>{w.step.title}</h2><Badge variant="light" color="gray" tt="none">{step.on ? w.step.on : w.step.off}</Badge></Group>
            <Text size="sm" c="dimmed">{w.step.about} {step.required && w.step.required}</Text>
            {step.on && step.recovery < few && <Alert mt="sm" variant="light" color="yellow">{w.step.fewLeft}</Alert>}
            <Group mt="md" gap="sm">
              {!step.on && <Button onClick={() => setOpen('set-up')}>{w.step.setUp}</Button>}
              {step.on && <Button variant="default" onClick={() => setOpen('codes')}>{w.step.newCodes}</Button>}
              {step.on && !step.required && <Button variant="default" onClick={() => setOpen('off')}>{w.step.turnOff}</Button>}
              {step.on && <Text size="sm" c="dimmed">{w.step.left(step.recovery)}</Text>}
            </Group>
          </>
        )}
      </Answer>
      {open === 'set-up' && <Box title={w.step.title} close={close}><SetUp done={close} cancel={close} /></Box>}
      {open === 'codes' && <Box title={w.step.newCodes} close={close}><NewCodes close={close} /></Box>}
      {open === 'off' && <Box title={w.step.turnOffTitle} close={close}><TurnOff close={close} /></Box>}
    </section>
  )
}

function Box({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  return <Modal opened onClose={close} title={<b>{title}</b>} closeOnClickOutside={false}>{children}</Modal>
}

function NewCodes({ close }: { close: () => void }) {
  const w = useWords(words)
  const make = useChange(recoveryCodes, { refreshes: ['second-step'] })
  if (make.data) return <RecoveryCodes codes={make.data.codes ?? []} done={close} />
  return <WithPassword about={w.step.newCodesAbout} action={w.step.newCodes} change={make} go={(password) => make.mutate({ body: { password } })} close={close} />
}

function TurnOff({ close }: { close: () => void }) {
  const w = useWords(words)
  const off = useChange(secondStepRemove, { refreshes: ['second-step', 'users'] })
  const go = (password: string) => off.mutate({ body: { password } }, {
    onSuccess: () => {
      notifications.show({ message: w.step.turnedOff })
      close()
    },
  })
  return <WithPassword about={w.step.turnOffAbout} action={w.step.turnOff} change={off} go={go} close={close} />
}

interface Props {
  about: string
  action: string
  change: { isPending: boolean; error: unknown }
  go: (password: string) => void
  close: () => void
}

/** Whoever finds a screen left open must not take the account over: so the password is asked for again. */
function WithPassword({ about, action, change, go, close }: Props) {
  const w = useWords(words)
  const [password, setPassword] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    go(password)
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{about}</Text>
        <PasswordInput data-autofocus label={w.step.yourPassword} required autoComplete="current-password" value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
        {change.error != null && <Wrong error={change.error} />}
        <Foot close={close}>
          <Button type="submit" loading={change.isPending}>{action}</Button>
        </Foot>
      </Stack>
    </form>
  )
}
