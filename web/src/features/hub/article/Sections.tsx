import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Both } from '../../../shared/Both'
import { label } from '../../../shared/block/blocks'
import type { ArticleSection, ArticleWithin } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { moved } from '../../../shared/moved'
import { Answer, Wrong } from '../../../shared/states'
import styles from './article.module.css'
import { useSections, useSetSections } from './queries'
import * as words from './words'

/** The sections to choose from, those within others after these. */
export function useSectionOptions() {
  const { language } = useLanguage()
  const name = (s: ArticleWithin) => s.name[language] || s.name.vi || s.name.en
  return (useSections().data?.sections ?? []).flatMap((s) => [{ value: s.id ?? '', label: name(s) }, ...(s.sections ?? []).map((in_) => ({ value: in_.id ?? '', label: `${name(s)} › ${name(in_)}` }))])
}

/** The sections, to be named, put in order and into one another. */
export function Sections({ close }: { close: () => void }) {
  const w = useWords(words)
  const sections = useSections()
  return (
    <Modal opened onClose={close} title={<b>{w.sections}</b>} size="lg">
      <Answer query={sections}>{(all) => <Tree of={all.sections ?? []} close={close} />}</Answer>
    </Modal>
  )
}

function Tree({ of, close }: { of: ArticleSection[]; close: () => void }) {
  const w = useWords(words)
  const [all, setAll] = useState(of)
  const set = useSetSections()
  const put = (at: number, change: Partial<ArticleSection>) => setAll((old) => old.map((s, i) => (i === at ? { ...s, ...change } : s)))
  const within = (s: ArticleSection) => s.sections ?? []
  const named = all.every((s) => (s.name.vi || s.name.en) && within(s).every((i) => i.name.vi || i.name.en))
  return (
    <Stack>
      <Text size="sm" c="dimmed">{w.sectionsAbout}</Text>
      <ul className={styles.tree}>
        {all.map((s, at) => (
          <li key={at}>
            <Row name={s.name} first={at === 0} last={at === all.length - 1} onChange={(name) => put(at, { name })} move={(by) => setAll((old) => moved(old, at, at + by))} remove={() => setAll((old) => old.filter((_, i) => i !== at))} />
            <ul>
              {within(s).map((i, n) => (
                <li key={n}>
                  <Row name={i.name} first={n === 0} last={n === within(s).length - 1} onChange={(name) => put(at, { sections: within(s).map((o, k) => (k === n ? { ...o, name } : o)) })}
                    move={(by) => put(at, { sections: moved(within(s), n, n + by) })} remove={() => put(at, { sections: within(s).filter((_, k) => k !== n) })} />
                </li>
              ))}
              <li><Button size="compact-sm" variant="subtle" onClick={() => put(at, { sections: [...within(s), { name: label() }] })}>{w.addWithin}</Button></li>
            </ul>
          </li>
        ))}
      </ul>
      <Group><Button size="xs" variant="default" leftSection={<Icon name="add" size={16} />} onClick={() => setAll((old) => [...old, { name: label(), sections: [] }])}>{w.addSection}</Button></Group>
      {set.error && <Wrong error={set.error} />}
      <Foot close={close}><Button loading={set.isPending} disabled={!named} onClick={() => set.mutate({ body: { sections: all } }, { onSuccess: close })}>{w.save}</Button></Foot>
    </Stack>
  )
}

interface RowProps {
  name: ArticleWithin['name']
  first: boolean
  last: boolean
  onChange: (name: ArticleWithin['name']) => void
  move: (by: number) => void
  remove: () => void
}

function Row({ name, first, last, onChange, move, remove }: RowProps) {
  const w = useWords(words)
  return (
    <div>
      <Both label={w.sectionName} value={name} longest={300} onChange={onChange} />
      <Group gap={4} mt={4}>
        <Button size="compact-xs" variant="default" disabled={first} onClick={() => move(-1)}>{w.up}</Button>
        <Button size="compact-xs" variant="default" disabled={last} onClick={() => move(1)}>{w.down}</Button>
        <Button size="compact-xs" variant="default" onClick={remove}>{w.removeSection}</Button>
      </Group>
    </div>
  )
}
