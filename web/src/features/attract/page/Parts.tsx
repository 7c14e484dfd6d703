import { Button, FileButton, Group, Modal, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import styles from './page.module.css'
import { useAddPicture, useCTAs, useForms, usePictures } from './queries'
import * as words from './words'

/** Which form stands on the page. */
export function FormField({ form, choose, disabled }: { form: string; choose: (key: string) => void; disabled: boolean }) {
  const w = useWords(words)
  const open = (useForms().data?.forms ?? []).filter((f) => (f.published > 0 && !f.archived) || f.key === form)
  return <Select label={w.form} value={form || null} data={open.map((f) => ({ value: f.key, label: f.name }))} onChange={(key) => choose(key ?? '')} disabled={disabled} description={open.length ? undefined : w.noForms} />
}

/** Which call to action stands on the page. */
export function CTAField({ cta, choose, disabled }: { cta: string; choose: (key: string) => void; disabled: boolean }) {
  const w = useWords(words)
  const open = (useCTAs().data?.ctas ?? []).filter((c) => (c.kind === 'button' && c.published > 0 && !c.archived) || c.key === cta)
  return <Select label={w.cta} value={cta || null} data={open.map((c) => ({ value: c.key, label: c.name }))} onChange={(key) => choose(key ?? '')} disabled={disabled} description={open.length ? undefined : w.noCTAs} />
}

/** Opens the pictures that were sent, and takes new ones. */
export function PictureField({ choose }: { choose: (source: string) => void }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const take = (source: string) => {
    choose(source)
    setOpen(false)
  }
  return (
    <div>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>{w.picture}</Button>
      {open && <Pictures take={take} close={() => setOpen(false)} />}
    </div>
  )
}

function Pictures({ take, close }: { take: (source: string) => void; close: () => void }) {
  const w = useWords(words)
  const pictures = usePictures()
  const add = useAddPicture()
  const send = (file: File | null) => file && add.mutate({ query: { name: file.name }, body: file }, { onSuccess: (p) => take(p.url) })
  return (
    <Modal opened onClose={close} title={<b>{w.pictures}</b>} size="lg">
      <Group mb="sm" align="center">
        <FileButton accept="image/jpeg,image/png,image/gif" onChange={send}>{(props) => <Button {...props} size="xs" loading={add.isPending}>{w.send}</Button>}</FileButton>
        <Text size="sm" c="dimmed" style={{ flex: 1, minWidth: 200 }}>{w.sendHint}</Text>
      </Group>
      {add.error && <Wrong error={add.error} />}
      <Answer query={pictures}>
        {({ pictures: all }) => all?.length
          ? <div className={styles.pictures}>{all.map((p) => <button key={p.hash} type="button" onClick={() => take(p.url)}><img src={`${p.url}?w=480`} alt="" loading="lazy" /><span>{p.name}</span></button>)}</div>
          : <Text size="sm" c="dimmed">{w.noPictures}</Text>}
      </Answer>
    </Modal>
  )
}
