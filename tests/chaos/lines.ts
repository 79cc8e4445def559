// What a host says of itself, a line each.

export type HostLine =
  | {
      readonly what: "event";
      readonly seq: number;
      readonly agent: string;
      readonly type: string;
      readonly state?: string;
      readonly reason?: string | undefined;
    }
  | {
      readonly what: "found" | "left";
      readonly agent: string;
      readonly state: string;
      readonly reason: string | undefined;
    }
  | { readonly what: "accepted"; readonly agent: string; readonly token: string; readonly uuid: string }
  | { readonly what: "interrupted"; readonly agent: string; readonly uuid: string }
  | { readonly what: "refused"; readonly token: string; readonly code: string }
  | { readonly what: "over"; readonly done: boolean };

export type SaidLine = HostLine & { readonly life: string };
