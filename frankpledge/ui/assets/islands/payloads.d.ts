// Made from frankpledge/ui/payloads.py by `python -m frankpledge.ui.payloads`. Do not edit.

export interface MapArea {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly label: string;
  readonly href: string;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

export interface MapPayload {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly breaks: readonly number[];
  readonly legend: readonly string[];
  readonly missing: string;
  readonly areas: readonly MapArea[];
}

export interface NetworkNode {
  readonly name: string;
  readonly told: string;
  readonly href: string;
}

export interface NetworkPayload {
  readonly title: string;
  readonly nodes: readonly NetworkNode[];
  readonly ties: readonly (readonly [number, number])[];
}
