import { NativeSelect, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { MailGrant } from '../client'
import { useWords } from '../language'
import * as words from './words'

const noGrant: MailGrant = { token_url: '', client_id: '' }

/** Whether a mail server is signed in to by password, or by access tokens. kept is the grant there is. */
export function SignIn({ grant, kept, put }: { grant?: MailGrant; kept?: MailGrant; put: (g: MailGrant | undefined) => void }) {
  const w = useWords(words)
  return <NativeSelect label={w.signIn} value={grant ? 'oauth' : 'password'} onChange={(e) => put(e.currentTarget.value === 'oauth' ? (kept ?? noGrant) : undefined)} data={(['password', 'oauth'] as const).map((s) => ({ value: s, label: w.signIns[s] }))} />
}

/** How access tokens are got, for a server that takes no password. */
export function GrantForm({ grant, kept, put }: { grant: MailGrant; kept: boolean; put: (g: MailGrant) => void }) {
  const w = useWords(words)
  const text = (key: keyof MailGrant) => ({ value: grant[key] ?? '', onChange: (e: { currentTarget: { value: string } }) => put({ ...grant, [key]: e.currentTarget.value }) })
  const secret = { description: kept ? w.secretKept : w.secretSealed, autoComplete: 'off' }
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">{w.oauthAbout}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={w.tokenURL} {...text('token_url')} type="url" required placeholder="https://oauth2.googleapis.com/token" /><TextInput label={w.scope} {...text('scope')} placeholder="https://mail.google.com/" />
        <TextInput label={w.clientID} {...text('client_id')} required autoComplete="off" /><PasswordInput label={w.clientSecret} {...text('client_secret')} {...secret} />
        <PasswordInput label={w.refreshToken} {...text('refresh_token')} {...secret} required={!kept} />
      </SimpleGrid>
    </Stack>
  )
}
