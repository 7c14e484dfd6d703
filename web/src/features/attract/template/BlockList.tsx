import { Button, Menu } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import type { TemplateBlock as Block } from '../../../shared/client'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { moved } from '../../../shared/moved'
import { BlockFields } from './BlockFields'
import { gist, type Kind, kinds, newBlock } from './blocks'
import styles from './template.module.css'
import * as words from './words'

interface Props {
  blocks: Block[]
  variables: string[]
  disabled: boolean
  onChange: (blocks: Block[]) => void
}

/** The blocks of a message in their order: opened to be changed, moved by dragging, or by Alt and the arrows. */
export function BlockList({ blocks, variables, disabled, onChange }: Props) {
  const w = useWords(words)
  const [open, setOpen] = useState<number>()
  const [dragged, drag] = useState<number>()
  const list = useRef<HTMLOListElement>(null)
  const move = (from: number, to: number) => {
    const next = moved(blocks, from, to)
    if (next === blocks) return
    onChange(next)
    setOpen((at) => (at === from ? to : undefined))
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-handle]')[to]?.focus())
  }
  const add = (kind: Kind) => {
    const at = blocks.at(-1)?.kind === 'footer' && kind !== 'footer' ? blocks.length - 1 : blocks.length
    onChange([...blocks.slice(0, at), newBlock(kind), ...blocks.slice(at)])
    setOpen(at)
  }
  return (
    <section className={styles.blocks} aria-label={w.blocks}>
      <ol ref={list}>
        {blocks.map((b, i) => (
          <Row key={i} block={b} at={i} last={i === blocks.length - 1} open={open === i} disabled={disabled} variables={variables} over={dragged !== undefined && dragged !== i}
            toggle={() => setOpen(open === i ? undefined : i)} move={(to) => move(i, to)} drag={() => drag(i)}
            drop={() => { if (dragged !== undefined) move(dragged, i); drag(undefined) }} end={() => drag(undefined)}
            onChange={(block) => onChange(blocks.map((old, k) => (k === i ? block : old)))}
            remove={() => { onChange(blocks.filter((_, k) => k !== i)); setOpen(undefined) }} />
        ))}
      </ol>
      {!disabled && <AddBlock add={add} />}
    </section>
  )
}

/** Chooses a kind of block to add. */
export function AddBlock({ add, only = kinds }: { add: (kind: Kind) => void; only?: readonly Kind[] }) {
  const w = useWords(words)
  return (
    <Menu position="bottom-start">
      <Menu.Target><Button size="xs" variant="default" leftSection={<Icon name="add" size={16} />}>{w.addBlock}</Button></Menu.Target>
      <Menu.Dropdown>{only.map((k) => <Menu.Item key={k} onClick={() => add(k)}>{w.kinds[k]}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}

interface RowProps {
  block: Block
  at: number
  last: boolean
  open: boolean
  over: boolean
  disabled: boolean
  variables: string[]
  toggle: () => void
  move: (to: number) => void
  drag: () => void
  drop: () => void
  end: () => void
  onChange: (block: Block) => void
  remove: () => void
}

function Row({ block, at, last, open, over, disabled, variables, toggle, move, drag, drop, end, onChange, remove }: RowProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const name = w.kinds[block.kind as Kind] ?? block.kind
  const allow = (e: DragEvent) => over && e.preventDefault()
  return (
    <li className="card" data-block={at} data-over={over || undefined} onDragOver={allow} onDrop={drop}>
      <div className={styles.row}>
        {!disabled && (
          <button type="button" data-handle className={styles.handle} draggable onDragStart={drag} onDragEnd={end} aria-label={w.move(name, at + 1)} title={w.moveHint}
            onKeyDown={(e) => { if (e.key === 'ArrowUp' || e.key === 'ArrowDown') { e.preventDefault(); move(at + (e.key === 'ArrowUp' ? -1 : 1)) } }}><Icon name="grip" size={16} /></button>
        )}
        <button type="button" className={styles.open} aria-expanded={open} onClick={toggle}><b>{name}</b><span>{gist(block, language)}</span></button>
        {!disabled && (
          <span className={styles.moves}>
            <button type="button" aria-label={w.up(name)} disabled={at === 0} onClick={() => move(at - 1)}><Icon name="up" size={16} /></button>
            <button type="button" aria-label={w.down(name)} disabled={last} onClick={() => move(at + 1)}><Icon name="down" size={16} /></button>
            <button type="button" aria-label={w.removeBlock(name)} onClick={remove}>×</button>
          </span>
        )}
      </div>
      {open && <div className={styles.fields}><BlockFields block={block} variables={variables} disabled={disabled} onChange={onChange} /></div>}
    </li>
  )
}
