import { Autocomplete, Button, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { firstRun } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Wrong } from '../../../shared/states'
import { Doorway } from './Doorway'
import * as words from './words'

const currencies = ['VND', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'CNY', 'SGD', 'THB', 'AUD']

/** The very first screen: makes the owner and names the workspace. */
export function FirstRun({ needsCode }: { needsCode: boolean }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [form, setForm] = useState({
    code: '',
    name: '',
    email: '',
    password: '',
    workspace_name: '',
    timezone: zoneHere(),
    currency: 'VND',
  })
  const begin = useChange(firstRun, { refreshes: ['session', 'readouts'] })
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (e: { target: { value: string } }) => setForm({ ...form, [name]: e.target.value }),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const { code, ...rest } = form
    begin.mutate({ body: { ...rest, language, ...(needsCode ? { code } : {}) } })
  }
  return (
    <Doorway title={w.welcome} lead={w.first}>
      <form onSubmit={submit}>
        <Stack>
          {needsCode && <TextInput label={w.code} description={w.codeAbout} required autoFocus autoComplete="one-time-code" {...field('code')} />}
          <TextInput label={w.name} required autoFocus={!needsCode} autoComplete="name" {...field('name')} />
          <TextInput label={w.email} type="email" required autoComplete="username" {...field('email')} />
          <PasswordInput label={w.password} description={w.passwordAbout} required minLength={10} autoComplete="new-password" {...field('password')} />
          <TextInput label={w.company} placeholder={w.companyHint} required autoComplete="organization" {...field('workspace_name')} />
          <Autocomplete label={w.timezone} description={w.timezoneAbout} required limit={12} data={Intl.supportedValuesOf('timeZone')} value={form.timezone} onChange={(timezone) => setForm({ ...form, timezone })} />
          <NativeSelect label={w.currency} description={w.currencyAbout} data={currencies} {...field('currency')} />
          {begin.error && <Wrong error={begin.error} />}
          <Button type="submit" loading={begin.isPending}>{w.begin}</Button>
        </Stack>
      </form>
    </Doorway>
  )
}

/** The zone of the browser, by the name it has now: many still say Saigon. */
function zoneHere(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return !zone || zone === 'Asia/Saigon' ? 'Asia/Ho_Chi_Minh' : zone
}
