import { Alert, Button, Group, Modal, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { CampaignResult, SentMessage, StateCount } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { sayReason } from '../../../shared/refusal'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import styles from './campaign.module.css'
import { useMessages, useResend, useTemplates } from './queries'
import * as words from './words'

/** What the messages of the plan are, how they stand, and why; each count opens them. */
export function Messages({ result: r }: { result: CampaignResult }) {
  const w = useWords(words)
  const f = useFormat()
  const templates = useTemplates().data?.templates ?? []
  const [open, look] = useState<StateCount>()
  const plan = r.campaign.plan
  const variants = plan.variants.length ? plan.variants.map((v) => v.key) : ['all']
  const doubtful = r.states.some((s) => s.state === 'doubtful')
  return (
    <Card title={w.messages}>
      {doubtful && <Alert color="yellow" mb="sm">{w.doubtful}</Alert>}
      <div className={styles.wide}>
        <Table>
          <Table.Tbody>
            {plan.steps.flatMap((step, i) => variants.flatMap((variant) => {
              const standing = r.states.filter((s) => s.step === i + 1 && s.variant === variant)
              const name = (
                <Table.Th scope="row" fw={400} rowSpan={standing.length || 1}>
                  {w.message(i + 1)}{variant !== 'all' && ` · ${w.arms[variant] ?? variant}`}
                  <Text size="xs" c="dimmed">{[w.channels[step.channel], templates.find((t) => t.id === (step.templates?.[variant] ?? step.template))?.name].filter(Boolean).join(' · ')}</Text>
                </Table.Th>
              )
              if (!standing.length) return <Table.Tr key={`${i} ${variant}`}>{name}<Table.Td colSpan={2} c="dimmed">{i > 0 && r.campaign.state !== 'stopped' ? w.notYet(f.number(step.after ?? 0)) : w.nothingSent}</Table.Td></Table.Tr>
              return standing.map((s, k) => (
                <Table.Tr key={`${s.step} ${s.variant} ${s.state} ${s.reason}`}>
                  {k === 0 && name}
                  <Table.Td className="figures"><button type="button" className={styles.door} onClick={() => look(s)}>{f.number(s.count)} {w.messageStates[s.state]}</button></Table.Td>
                  <Table.Td>{s.reason && <>{sayReason(w.reasons, s.reason)}<Text size="xs" c="dimmed">{s.article && w.article(s.article)}</Text></>}</Table.Td>
                </Table.Tr>
              ))
            }))}
          </Table.Tbody>
        </Table>
      </div>
      {open && <Some id={r.campaign.id} of={open} close={() => look(undefined)} />}
    </Card>
  )
}

function Some({ id, of, close }: { id: string; of: StateCount; close: () => void }) {
  const w = useWords(words)
  const messages = useMessages(id, of)
  return (
    <Modal opened onClose={close} title={<b>{w.message(of.step)}{of.variant !== 'all' && ` · ${w.arms[of.variant] ?? of.variant}`}: {w.messageStates[of.state]}</b>}>
      <Answer query={messages}>{({ pages }) => <ul className={styles.all}>{pages.flatMap((p) => p.messages).map((m) => <One key={m.id} message={m} />)}</ul>}</Answer>
      <More of={messages}>{w.more}</More>
    </Modal>
  )
}

function One({ message: m }: { message: SentMessage }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('campaigns:send')
  const resend = useResend()
  const again = may && (m.state === 'doubtful' || m.state === 'failed')
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/people/${m.person.id}`}>{m.person.name ?? m.person.id}</RowLink>
        <Text size="xs" c="dimmed">{m.sent_at ? f.instant(m.sent_at) : m.due_at && f.instant(m.due_at)}</Text>
        {again && <Button size="compact-xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate({ path: { id: m.id } })}>{w.resend}</Button>}
      </Group>
      {resend.error && <Wrong error={resend.error} />}
    </li>
  )
}
