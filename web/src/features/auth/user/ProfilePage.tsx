import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { User } from '../../../shared/client'
import { type Language, useLanguage, useWords } from '../../../shared/language'
import { useSession } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useChangeMe } from './queries'
import * as words from './words'

/** One's own name and language. */
export function ProfilePage() {
  const user = useSession()?.user
  if (!user) return null
  return <Self key={user.name} user={user} />
}

function Self({ user }: { user: User }) {
  const w = useWords(words)
  const { language, speak } = useLanguage()
  const change = useChangeMe()
  const [name, setName] = useState(user.name)
  const save = (body: { name?: string; language?: Language }) =>
    change.mutate({ body }, { onSuccess: () => notifications.show({ message: w.profile.saved }) })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save({ name })
  }
  const choose = (next: Language) => {
    speak(next)
    save({ language: next })
  }
  return (
    <Card title={w.profile.title}>
      <form onSubmit={submit}>
        <Stack gap="md" mt="sm">
          <TextInput label={w.profile.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} autoComplete="name" />
          <TextInput label={w.profile.email} value={user.email} readOnly />
          <div>
            <Text size="sm" fw={500} mb={4}>{w.profile.language}</Text>
            <SegmentedControl aria-label={w.profile.language} value={language} onChange={(l) => choose(l as Language)} data={[{ value: 'vi', label: 'Tiếng Việt' }, { value: 'en', label: 'English' }]} />
          </div>
          {change.error && <Wrong error={change.error} />}
          <Group><Button type="submit" disabled={name === user.name} loading={change.isPending}>{w.profile.save}</Button></Group>
        </Stack>
      </form>
    </Card>
  )
}
