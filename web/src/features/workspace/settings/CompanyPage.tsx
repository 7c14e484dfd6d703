import { Alert, Anchor, Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Workspace } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useMay, useSession } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { useSaveWorkspace, useWorkspace } from './queries'
import { SampleSection } from './SampleSection'
import * as words from './words'

/** The company: its name, zone and currency. */
export function CompanyPage() {
  const w = useWords(words)
  const workspace = useWorkspace()
  return (
    <>
      <Card title={w.company.title}>
        <Answer query={workspace}>{(now) => <CompanyForm key={JSON.stringify(now)} now={now} />}</Answer>
      </Card>
      <Card title={w.company.horizons} lead={w.company.horizonsText}>
        <Anchor component={Link} to="/catalogue" mt="xs" display="inline-block">{w.company.toCatalogue}</Anchor>
      </Card>
      {useSession()?.sample && <SampleSection />}
    </>
  )
}

function CompanyForm({ now }: { now: Workspace }) {
  const w = useWords(words)
  const may = useMay()('workspace:write')
  const locked = !(useSession()?.empty ?? false)
  const save = useSaveWorkspace()
  const [name, setName] = useState(now.name)
  const [timezone, setZone] = useState(now.timezone)
  const [currency, setCurrency] = useState(now.currency)
  const [megabytes, setMegabytes] = useState(now.attachment_bytes / 1_000_000)
  const attachment_bytes = Math.round(megabytes * 1_000_000)
  const changed = attachment_bytes !== now.attachment_bytes || name !== now.name || timezone !== now.timezone || currency !== now.currency
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { name, timezone, currency, attachment_bytes } }, { onSuccess: () => notifications.show({ message: w.settings.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" mt="sm">
        {!may && <Text size="sm" c="dimmed">{w.settings.readOnly}</Text>}
        <TextInput label={w.company.name} description={w.company.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} disabled={!may} maxLength={200} required={may} />
        <Select label={w.company.timezone} description={w.company.timezoneHint} searchable data={zones(now.timezone)} value={timezone} onChange={(zone) => zone && setZone(zone)} disabled={!may} limit={60} />
        {timezone !== now.timezone && <Alert variant="light" color="gray">{w.company.zoneChange}</Alert>}
        <TextInput label={w.company.currency} description={locked ? w.company.currencyLocked(now.currency) : w.company.currencyHint} value={currency} disabled={locked || !may} pattern="[A-Z]{3}" maxLength={3} onChange={(e) => setCurrency(e.currentTarget.value.toUpperCase())} />
        <NumberInput label={w.company.largest} description={w.company.largestHint} suffix=" MB" min={1} max={500} decimalScale={1} clampBehavior="blur" value={megabytes} onChange={(n) => typeof n === 'number' && setMegabytes(n)} disabled={!may} />
        {save.error && <Wrong error={save.error} />}
        {may && <Group><Button type="submit" disabled={!changed} loading={save.isPending}>{w.settings.save}</Button></Group>}
      </Stack>
    </form>
  )
}

/** Every zone there is, and the one in force even where this browser does not list it. */
function zones(now: string): string[] {
  return [...new Set([now, ...Intl.supportedValuesOf('timeZone')])].sort()
}
