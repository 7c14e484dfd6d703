import { Alert, Button, Group, Modal, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { CampaignResult, SentMessage } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import styles from './campaign.module.css'
import { type Of, useMessages, useResend } from './queries'
import * as words from './words'

/** How the messages stand, and why; each count opens them. */
export function Messages({ result: r }: { result: CampaignResult }) {
  const w = useWords(words)
  const f = useFormat()
  const [open, look] = useState<Of>()
  const doubtful = r.states.some((s) => s.state === 'doubtful')
  return (
    <Card title={w.messages}>
      {doubtful && <Alert color="yellow" mb="sm">{w.doubtful}</Alert>}
      <div className={styles.wide}>
        <Table>
          <Table.Tbody>
            {r.states.map((s) => (
              <Table.Tr key={`${s.step} ${s.variant} ${s.state} ${s.reason}`}>
                <Table.Td>{w.message(s.step)}{s.variant !== 'all' && ` · ${w.arms[s.variant] ?? s.variant}`}</Table.Td>
                <Table.Td className="figures"><button type="button" className={styles.door} onClick={() => look({ state: s.state, reason: s.reason || undefined })}>{f.number(s.count)} {w.messageStates[s.state]}</button></Table.Td>
                <Table.Td>{s.reason && <>{w.reasons[s.reason] ?? s.reason}<Text size="xs" c="dimmed">{s.article}</Text></>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {open && <Some id={r.campaign.id} of={open} close={() => look(undefined)} />}
    </Card>
  )
}

function Some({ id, of, close }: { id: string; of: Of; close: () => void }) {
  const w = useWords(words)
  return (
    <Modal opened onClose={close} title={<b>{w.messages} · {w.messageStates[of.state ?? '']}</b>}>
      <Answer query={useMessages(id, of)}>{(a) => <ul className={styles.all}>{a.messages.map((m) => <One key={m.id} message={m} />)}</ul>}</Answer>
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
