import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { FormDetail } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import styles from './form.module.css'
import * as words from './words'

/** How a form is shown: as a page of its own, within a page of the company's, or over it. */
export function Embed({ form }: { form: FormDetail }) {
  const w = useWords(words)
  const house = location.origin
  const script = `<script async src="${house}/w/form.js"></script>`
  if (!form.published) return <Text>{w.publishFirst}</Text>
  return (
    <Stack gap="md">
      <section className={`card ${styles.pad}`}>
        <h2 className={styles.head}>{w.hosted}</h2>
        <Text size="sm" mb="xs">{w.hostedHint}</Text>
        <Anchor href={`/f/${form.key}`} target="_blank" rel="noreferrer">{house}/f/{form.key}</Anchor>
      </section>
      <Code title={w.inline} hint={w.inlineHint} text={`<div data-bd-form="${form.key}"></div>\n${script}`} />
      <Code title={w.popup} hint={w.popupEmbed} text={`<div data-bd-form="${form.key}" data-bd-popup></div>\n${script}`} />
      <Text size="sm" c="dimmed">{w.policy(house)}</Text>
    </Stack>
  )
}

function Code({ title, hint, text }: { title: string; hint: string; text: string }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard()
  return (
    <section className={`card ${styles.pad}`}>
      <h2 className={styles.head}>{title}</h2>
      <Text size="sm" mb="xs">{hint}</Text>
      <pre className={styles.code} tabIndex={0}>{text}</pre>
      <Button size="compact-sm" variant="default" onClick={() => copy(text)} aria-live="polite">{copied ? w.copied : w.copy}</Button>
    </section>
  )
}
