import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Wrong } from '../../../shared/states'
import { useBegin, usePlans } from './queries'
import * as words from './words'

interface Props {
  close: () => void
  /** Who is onboarded; left out: is chosen. */
  person?: { id: string; name: string }
  deal?: string
}

/** Begins an onboarding by hand. */
export function Begin({ close, person, deal }: Props) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useBegin()
  const plans = usePlans().data?.plans.filter((p) => p.published && !p.archived)
  const [who, choose] = useState(person ?? null)
  const [plan, setPlan] = useState<string | null>(null)
  const [agent, setAgent] = useState<string | null>(null)
  const chosen = plan ?? (plans?.length === 1 ? plans[0]!.id : null)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (who && chosen) add.mutate({ body: { plan: chosen, person: who.id, deal, agent: agent ?? undefined } }, { onSuccess: (made) => void navigate({ to: `/onboarding/${made.id}` as string }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.begin}</b>}>
      <form onSubmit={submit}>
        <Stack>
          {plans && !plans.length && <Text role="status">{w.noPlan}</Text>}
          {!person && <RecordSelect type="people" label={w.person} value={who} onChange={choose} required data-autofocus />}
          <Select label={w.plan} required value={chosen} onChange={setPlan} data={(plans ?? []).map((p) => ({ value: p.id, label: p.name }))} />
          <UserSelect label={w.agent} placeholder={w.anybody} value={agent} onChange={setAgent} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!who || !chosen}>{w.start}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
