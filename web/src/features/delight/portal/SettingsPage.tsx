import { Alert, Anchor, Button, Checkbox, Group, SimpleGrid, Stack, Switch, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { PortalAnswer } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { usePortal, useSetPortal } from './queries'
import * as words from './words'

/** What customers see of their own. */
export function SettingsPage() {
  const w = useWords(words)
  return <Card title={w.title} lead={w.about}><Answer query={usePortal()}>{(portal) => <Form portal={portal} />}</Answer></Card>
}

function Form({ portal }: { portal: PortalAnswer }) {
  const w = useWords(words)
  const [p, put] = useState(portal)
  const save = useSetPortal()
  const give = (part: Partial<PortalAnswer>) => put((old) => ({ ...old, ...part }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const { on, hidden, greeting, contact } = p
    save.mutate({ body: { on, hidden, greeting, contact } }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" mt="sm">
        <Switch label={w.on} checked={p.on} onChange={(e) => give({ on: e.currentTarget.checked })} />
        {portal.on && <State portal={portal} />}
        <Panels portal={p} give={give} />
        {(['greeting', 'contact'] as const).map((key) => (
          <Stack key={key} gap="xs">
            <Text fw={600} size="sm">{w[key]}</Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              {(['vi', 'en'] as const).map((language) => (
                <Textarea key={language} label={w[language]} aria-label={`${w[key]}: ${w[language]}`} autosize minRows={2} maxRows={8} maxLength={2000} value={p[key][language]} onChange={(e) => give({ [key]: { ...p[key], [language]: e.currentTarget.value } })} />
              ))}
            </SimpleGrid>
          </Stack>
        ))}
        {save.error != null && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

/** Where the portal is, and what keeps customers from entering. */
function State({ portal }: { portal: PortalAnswer }) {
  const w = useWords(words)
  return (
    <Stack gap="xs">
      {portal.url ? <Text size="sm">{w.address}: <Anchor href={portal.url} target="_blank" size="sm" underline="always" style={{ overflowWrap: 'anywhere' }}>{portal.url}</Anchor></Text> : <Alert color="yellow" variant="light">{w.noAddress}</Alert>}
      {!portal.enter && <Alert color="yellow" variant="light">{w.noEnter}</Alert>}
      <Text size="sm"><Anchor href="/my/" target="_blank" size="sm" underline="always">{w.see}</Anchor></Text>
    </Stack>
  )
}

function Panels({ portal, give }: { portal: PortalAnswer; give: (part: Partial<PortalAnswer>) => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const turn = (id: string, shown: boolean) => give({ hidden: shown ? portal.hidden.filter((h) => h !== id) : [...portal.hidden, id] })
  return (
    <Checkbox.Group label={w.panels} value={portal.panels.filter((p) => p.must || !portal.hidden.includes(p.id)).map((p) => p.id)}>
      <Stack gap="xs" mt="xs">
        {portal.panels.map((p) => <Checkbox key={p.id} value={p.id} label={p.name[language]} description={p.must ? w.must : undefined} disabled={p.must} onChange={(e) => turn(p.id, e.currentTarget.checked)} />)}
      </Stack>
    </Checkbox.Group>
  )
}
