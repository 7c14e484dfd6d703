import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { Card } from '../../../shared/Card'
import type { CtaDetail } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import styles from './cta.module.css'
import * as words from './words'

/** How it comes onto a page: where the page says, or over every page that has the script. */
export function Embed({ cta }: { cta: CtaDetail }) {
  const w = useWords(words)
  if (!cta.published) return <Text>{w.publishFirst}</Text>
  const house = location.origin
  return (
    <Stack gap="md">
      {cta.draft.kind === 'button'
        ? <><Code title={w.inPage} hint={w.inPageHint} text={`<div data-bd-cta="${cta.key}"></div>`} /><Text size="sm">{w.inOwnPage}</Text></>
        : <Code title={w.overPages} hint={w.overPagesHint} text={`<script async src="${house}/w/b.js" data-key="…" data-cta></script>`} />}
      <Text size="sm">{w.scriptHint} <Anchor component={Link} to="/settings/website" size="sm">{w.website}</Anchor></Text>
      <Text size="sm" c="dimmed">{w.policy(house)}</Text>
    </Stack>
  )
}

function Code({ title, hint, text }: { title: string; hint: string; text: string }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard()
  return (
    <Card title={title} lead={hint}>
      <pre className={styles.code} tabIndex={0}>{text}</pre>
      <Button size="compact-sm" variant="default" onClick={() => copy(text)} aria-live="polite">{copied ? w.copied : w.copy}</Button>
    </Card>
  )
}
