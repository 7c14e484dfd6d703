import { ActionIcon, Button, Checkbox, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import type { Node } from './definition'
import { share } from './describe'
import * as words from './stepWords'
import styles from './workflow.module.css'

type Path = NonNullable<Node['paths']>[number]

/** The ways people part by: conditions of a branch, weights of a split. */
export function Paths({ node, set, error, disabled }: { node: Node; set: (part: Partial<Node>) => void; error?: string; disabled: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const paths = node.paths ?? []
  const put = (i: number, part: Partial<Path>) => set({ paths: paths.with(i, { ...paths[i]!, ...part }) })
  const least = node.kind === 'branch' ? 1 : 2
  const next = paths.at(-1)?.next ?? ''
  return (
    <>
      <Text size="sm" c="dimmed">{node.kind === 'branch' ? w.paths : w.parts}</Text>
      {error && <Text size="sm" c="var(--bad)" role="alert">{error}</Text>}
      {paths.map((p, i) => (
        <fieldset key={i} className={styles.box} aria-label={p.name || w.ways.held(i + 1)}>
          <Group align="flex-end" wrap="nowrap">
            <TextInput size="xs" flex={1} label={w.pathName} placeholder={w.ways.held(i + 1)} maxLength={120} disabled={disabled} value={p.name ?? ''} onChange={(e) => put(i, { name: e.currentTarget.value || undefined })} />
            {!disabled && paths.length > least && (
              <ActionIcon variant="subtle" color="gray" aria-label={w.removePath(p.name || w.ways.held(i + 1))} onClick={() => set({ paths: paths.toSpliced(i, 1) })}><Icon name="close" size={16} /></ActionIcon>
            )}
          </Group>
          {node.kind === 'branch'
            ? <ConditionInput type="people" label={w.where} value={p.where ?? ''} change={(where) => put(i, { where })} disabled={disabled} />
            : (
              <>
                <NumberInput size="xs" label={w.weight} description={w.weightOf(f.percent(share(node, i)))} min={0} max={1000} allowDecimal={false} disabled={disabled} value={p.weight ?? 0} onChange={(n) => put(i, { weight: Number(n) || 0 })} />
                <Checkbox size="xs" label={w.leftAlone} disabled={disabled} checked={!!p.holdout} onChange={(e) => put(i, { holdout: e.currentTarget.checked || undefined })} />
              </>
            )}
        </fieldset>
      ))}
      {!disabled && paths.length < 20 && <Button size="xs" variant="light" onClick={() => set({ paths: [...paths, node.kind === 'branch' ? { where: '', next } : { weight: 50, next }] })}>{w.addPath}</Button>}
    </>
  )
}
