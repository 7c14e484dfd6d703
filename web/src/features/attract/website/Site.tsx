import { Button, ColorInput, MultiSelect, Radio, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { PageSite, SiteAnswer } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { useKeys, usePages, useSetSite, useSite } from './queries'
import * as words from './words'

/** What all pages share: name, menu, colour, tracking, and a name of their own. */
export function Site() {
  const w = useWords(words)
  const site = useSite()
  return <Card title={w.site} lead={w.siteAbout}><Answer query={site}>{(is) => <Fields is={is} />}</Answer></Card>
}

function Fields({ is: { url, ...is } }: { is: SiteAnswer }) {
  const w = useWords(words)
  const may = useMay()
  const disabled = !may('workspace:write')
  const [site, setSite] = useState<PageSite>(is)
  const pages = usePages().data?.pages ?? []
  const keys = (useKeys(may('keys:read')).data?.keys ?? []).filter((k) => k.kind === 'write' && k.rank === 'browser')
  const set = useSetSite()
  const put = (change: Partial<PageSite>) => setSite((old) => ({ ...old, ...change }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    set.mutate({ body: site }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  const choices = pages.filter((p) => p.url).map((p) => ({ value: p.key, label: p.name }))
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Both label={w.siteTitle} value={site.title} longest={100} disabled={disabled} onChange={(title) => put({ title })} />
        <TextInput label={w.domain} description={w.domainHint(url)} placeholder="www.example.com" value={site.domain} disabled={disabled} onChange={(e) => put({ domain: e.currentTarget.value.trim().toLowerCase() })} />
        <TextInput label={w.help} description={w.helpHint} placeholder="help.example.com" value={site.help ?? ''} disabled={disabled} onChange={(e) => put({ help: e.currentTarget.value.trim().toLowerCase() })} />
        <Select label={w.first} value={site.language} allowDeselect={false} disabled={disabled} data={[{ value: 'vi', label: 'Tiếng Việt' }, { value: 'en', label: 'English' }]} onChange={(v) => put({ language: v ?? 'vi' })} />
        <Select label={w.home} description={w.homeHint} value={site.home || null} clearable disabled={disabled} data={choices} onChange={(v) => put({ home: v ?? '' })} />
        <MultiSelect label={w.menu} value={site.menu ?? []} maxValues={10} disabled={disabled} data={[...choices, { value: 'blog', label: w.blog }]} onChange={(menu) => put({ menu })} />
        <ColorInput label={w.color} format="hex" withEyeDropper={false} placeholder="#0b6e63" value={site.color} disabled={disabled} onChange={(color) => put({ color })} />
        <Both label={w.foot} rows={2} value={site.foot} disabled={disabled} onChange={(foot) => put({ foot })} />
        <Select label={w.track} description={w.trackHint} value={site.track || null} clearable disabled={disabled} data={keys.map((k) => ({ value: k.id, label: k.name }))} onChange={(v) => put({ track: v ?? '' })} />
        {site.track && (
          <Radio.Group label={w.asks} value={site.asks} onChange={(asks) => put({ asks })}>
            <Stack gap={6} mt={6}>{(['banner', 'implied'] as const).map((c) => <Radio key={c} value={c} label={w.ways[c]} description={w.waysHint[c]} disabled={disabled} />)}</Stack>
          </Radio.Group>
        )}
        {set.error && <Wrong error={set.error} />}
        {!disabled && <Button type="submit" loading={set.isPending} style={{ alignSelf: 'start' }}>{w.save}</Button>}
      </Stack>
    </form>
  )
}
