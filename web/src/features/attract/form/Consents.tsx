import { Checkbox, Group, Stack, Text } from '@mantine/core'
import type { FormConsent } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import type { Part } from './BuilderPage'
import styles from './form.module.css'
import { usePurposes, wordingOf } from './queries'
import * as words from './words'

const channels = ['email', 'sms', 'zalo', 'call'] as const

/** Which consent a form asks for: each by itself, never ticked beforehand, in the words of the purpose. */
export function Consents({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const { language } = useLanguage()
  const known = usePurposes()
  const now = draft.consents ?? []
  const set = (purpose: string, next: FormConsent | undefined) => put({ consents: [...now.filter((c) => c.purpose !== purpose), ...(next ? [next] : [])] })
  return (
    <section className={`card ${styles.pad}`}>
      <h2 className={styles.head}>{w.consents}</h2>
      <Text size="sm" c="dimmed" mb="sm">{w.consentsHint}</Text>
      <Stack gap="md">
        {(known.data?.purposes ?? []).filter((p) => !p.archived && p.key !== 'transactional').map((p) => {
          const c = now.find((o) => o.purpose === p.key)
          return (
            <div key={p.key}>
              <Checkbox label={<b>{p.label[language]}</b>} description={wordingOf(p, language)} checked={!!c} disabled={disabled} onChange={(e) => set(p.key, e.currentTarget.checked ? { purpose: p.key, channels: ['email'] } : undefined)} />
              {c && <div className={styles.inner}>
                <Group gap="md" role="group" aria-label={w.channels}>
                  {channels.map((name) => <Checkbox key={name} label={w.channel[name]} checked={(c.channels ?? []).includes(name)} disabled={disabled}
                    onChange={(e) => set(p.key, { ...c, channels: e.currentTarget.checked ? [...(c.channels ?? []), name] : (c.channels ?? []).filter((o) => o !== name) })} />)}
                </Group>
                {p.double && (c.channels ?? []).includes('email') && <Text size="sm" c="dimmed" mt={6}>{w.double}</Text>}
              </div>}
            </div>
          )
        })}
      </Stack>
    </section>
  )
}
