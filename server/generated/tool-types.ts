// Generated from spec/tools; run `npm run generate`, never edit.

/** Arguments of `claude_agent`, defaults filled in. */
export interface UnifiedInput {
  action: "spawn" | "send" | "read" | "list" | "wait" | "answer" | "interrupt" | "terminate" | "kill";
  agent?: string | undefined;
  agents?: string[] | undefined;
  include_completed: boolean;
  last_output_lines: number;
  offset?: number | undefined;
  request_id?: string | undefined;
  decision?: "allow" | "deny" | undefined;
  message?: string | undefined;
  answers?: Record<string, string> | undefined;
  mode?: "all" | "any" | undefined;
  since?: string | undefined;
  timeout_ms: number;
  cursor?: string | undefined;
  view?: "text" | "frames" | "result" | "changes" | undefined;
  length?: number | undefined;
  prompt?: string | undefined;
  await_completion_ms: number;
  worker_count: number;
  label?: string | undefined;
  system_prompt?: string | undefined;
  model?: string | undefined;
  effort?: "low" | "medium" | "high" | "xhigh" | "max" | undefined;
  max_turns: number;
  max_budget_usd?: number | undefined;
  resume?: string | undefined;
  output_schema?: Record<string, unknown> | undefined;
  key?: string | undefined;
  worktree: boolean;
  cwd?: string | undefined;
  add_dirs: string[];
  allowed_tools: string[];
  disallowed_tools: string[];
  permission_mode?: "plan" | "default" | "dontAsk" | "acceptEdits" | "auto" | "bypassPermissions" | undefined;
  ask_permissions: boolean;
  terminate_on_cancel: boolean;
}

/** Answer of `claude_agent`. */
export interface UnifiedOutput {
  summary: string;
  action: string;
  agent?: number | undefined;
  session_id?: string | undefined;
  output: string;
  message_count?: number | undefined;
  working?: boolean | undefined;
  completed: boolean;
  exit_code?: number | undefined;
  agents?: {
    agent?: number | undefined;
    session_id: string;
  }[] | undefined;
}

/** Arguments of `claude_answer_agent`, defaults filled in. */
export interface AnswerInput {
  session_id: string;
  request_id: string;
  decision: "allow" | "deny";
  message?: string | undefined;
  answers?: Record<string, string> | undefined;
}

/** Answer of `claude_answer_agent`. */
export interface AnswerOutput {
  summary: string;
  session_id: string;
  success: boolean;
  agent: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: string | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    questions?: {
      request_id: string;
      tool_name: string;
      input: string;
      title?: string | undefined;
    }[] | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    waiting_until?: string | undefined;
    started_at: string;
    completion_time?: string | undefined;
    worktree?: {
      path: string;
      commit: string;
    } | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      cursor?: string | undefined;
      structured_output?: unknown | undefined;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        denial?: string | undefined;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  };
}

/** Arguments of `claude_interrupt_agent`, defaults filled in. */
export interface InterruptInput {
  session_id: string;
}

/** Answer of `claude_interrupt_agent`. */
export interface InterruptOutput {
  summary: string;
  session_id: string;
  success: boolean;
  still_queued: string[];
  agent: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: string | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    questions?: {
      request_id: string;
      tool_name: string;
      input: string;
      title?: string | undefined;
    }[] | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    waiting_until?: string | undefined;
    started_at: string;
    completion_time?: string | undefined;
    worktree?: {
      path: string;
      commit: string;
    } | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      cursor?: string | undefined;
      structured_output?: unknown | undefined;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        denial?: string | undefined;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  };
}

/** Arguments of `claude_list_agents`, defaults filled in. */
export interface ListInput {
  include_completed: boolean;
  last_output_lines: number;
  offset: number;
}

/** Answer of `claude_list_agents`. */
export interface ListOutput {
  summary: string;
  agents: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: string | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    questions?: {
      request_id: string;
      tool_name: string;
      input: string;
      title?: string | undefined;
    }[] | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    waiting_until?: string | undefined;
    started_at: string;
    completion_time?: string | undefined;
    worktree?: {
      path: string;
      commit: string;
    } | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      cursor?: string | undefined;
      structured_output?: unknown | undefined;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        denial?: string | undefined;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  }[];
  total_active: number;
  total_completed: number;
  next_offset?: number | undefined;
}

/** Arguments of `claude_read_agent_output`, defaults filled in. */
export interface ReadInput {
  session_id: string;
  cursor?: string | undefined;
  view?: "text" | "frames" | "result" | "changes" | undefined;
  offset?: number | undefined;
  after?: number | undefined;
  length?: number | undefined;
  limit?: number | undefined;
}

/** Answer of `claude_read_agent_output`. */
export interface ReadOutput {
  summary: string;
  session_id: string;
  state: string;
  working: boolean;
  is_complete: boolean;
  text?: string | undefined;
  output?: {
    seq: number;
    timestamp: string;
    message_type: string;
    turn: number;
    content: Record<string, unknown>;
  }[] | undefined;
  files?: string[] | undefined;
  cursor: string;
  has_more: boolean;
  total_messages: number;
  messages_returned: number;
  first_seq: number;
  next_after: number;
  dropped: number;
  last_words?: string | undefined;
  turn_count: number;
  max_turns?: number | undefined;
}

/** Arguments of `claude_send_agent_prompt`, defaults filled in. */
export interface SendInput {
  session_id: string;
  prompt: string;
  await_completion_ms: number;
}

/** Answer of `claude_send_agent_prompt`. */
export interface SendOutput {
  summary: string;
  session_id: string;
  success: boolean;
  uuid: string;
  turn_count: number;
  working: boolean;
  completed: boolean;
  agent: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: string | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    questions?: {
      request_id: string;
      tool_name: string;
      input: string;
      title?: string | undefined;
    }[] | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    waiting_until?: string | undefined;
    started_at: string;
    completion_time?: string | undefined;
    worktree?: {
      path: string;
      commit: string;
    } | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      cursor?: string | undefined;
      structured_output?: unknown | undefined;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        denial?: string | undefined;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  };
}

/** Arguments of `claude_spawn_agent`, defaults filled in. */
export interface SpawnInput {
  prompt: string;
  worker_count: number;
  label?: string | undefined;
  system_prompt?: string | undefined;
  model?: string | undefined;
  effort?: "low" | "medium" | "high" | "xhigh" | "max" | undefined;
  max_turns: number;
  max_budget_usd?: number | undefined;
  resume?: string | undefined;
  output_schema?: Record<string, unknown> | undefined;
  key?: string | undefined;
  worktree: boolean;
  cwd?: string | undefined;
  add_dirs: string[];
  allowed_tools: string[];
  disallowed_tools: string[];
  permission_mode?: "plan" | "default" | "dontAsk" | "acceptEdits" | "auto" | "bypassPermissions" | undefined;
  ask_permissions: boolean;
  terminate_on_cancel: boolean;
  initial_delay_ms: number;
  await_completion_ms: number;
}

/** Answer of `claude_spawn_agent`. */
export interface SpawnOutput {
  summary: string;
  session_ids: string[];
  worker_count: number;
  completed: boolean;
  agents: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: string | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    questions?: {
      request_id: string;
      tool_name: string;
      input: string;
      title?: string | undefined;
    }[] | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    waiting_until?: string | undefined;
    started_at: string;
    completion_time?: string | undefined;
    worktree?: {
      path: string;
      commit: string;
    } | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      cursor?: string | undefined;
      structured_output?: unknown | undefined;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        denial?: string | undefined;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  }[];
  not_shown?: string[] | undefined;
}

/** Arguments of `claude_terminate_agent_session`, defaults filled in. */
export interface TerminateInput {
  session_id: string;
}

/** Answer of `claude_terminate_agent_session`. */
export interface TerminateOutput {
  summary: string;
  session_id: string;
  success: boolean;
  final_turn_count: number;
  total_messages: number;
  runtime_ms: number;
}

/** Arguments of `claude_wait_agents`, defaults filled in. */
export interface WaitInput {
  session_ids: string[];
  mode?: "all" | "any" | undefined;
  since?: string | undefined;
  timeout_ms: number;
}

/** Answer of `claude_wait_agents`. */
export interface WaitOutput {
  summary: string;
  completed: boolean;
  agents: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: string | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    questions?: {
      request_id: string;
      tool_name: string;
      input: string;
      title?: string | undefined;
    }[] | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    waiting_until?: string | undefined;
    started_at: string;
    completion_time?: string | undefined;
    worktree?: {
      path: string;
      commit: string;
    } | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      cursor?: string | undefined;
      structured_output?: unknown | undefined;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        denial?: string | undefined;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  }[];
  not_shown?: string[] | undefined;
  cursor: string;
}

/** A tool as clients see it. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: "object"; [keyword: string]: unknown };
  outputSchema: { type: "object"; [keyword: string]: unknown };
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
}

/** The answer to `tools/list`. */
export const toolList: readonly ListedTool[] = [
  {
    "name": "claude_answer_agent",
    "title": "Answer a Claude agent",
    "description": "Answer an open question of an agent: allow or deny the tool call that it asks for, or answer its AskUserQuestion.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "description": "The agent's session_id"
        },
        "request_id": {
          "type": "string",
          "description": "Of the question, as in the agent's questions"
        },
        "decision": {
          "enum": [
            "allow",
            "deny"
          ],
          "type": "string",
          "description": "Whether the call may be made"
        },
        "message": {
          "type": "string",
          "description": "With deny: why, and what to do instead"
        },
        "answers": {
          "type": "object",
          "propertyNames": {
            "type": "string"
          },
          "additionalProperties": {
            "type": "string"
          },
          "description": "With allow, for AskUserQuestion: the answer to each question, by the question's text"
        }
      },
      "required": [
        "session_id",
        "request_id",
        "decision"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "session_id": {
          "type": "string"
        },
        "agent": {
          "type": "object"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": false,
      "destructiveHint": false,
      "idempotentHint": false,
      "openWorldHint": true
    }
  },
  {
    "name": "claude_interrupt_agent",
    "title": "Interrupt a Claude agent",
    "description": "Stop what an agent is doing. It keeps the conversation, and takes more prompts.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "description": "The agent's session_id"
        }
      },
      "required": [
        "session_id"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "session_id": {
          "type": "string"
        },
        "still_queued": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "agent": {
          "type": "object"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": false,
      "destructiveHint": false,
      "idempotentHint": true,
      "openWorldHint": false
    }
  },
  {
    "name": "claude_list_agents",
    "title": "List Claude agents",
    "description": "List your agents, those at work first: state, last words, result, cost. Long lists come in pages.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "include_completed": {
          "type": "boolean",
          "default": true,
          "description": "Also those that have ended"
        },
        "last_output_lines": {
          "type": "integer",
          "default": 3,
          "description": "How many of its last texts to show of each"
        },
        "offset": {
          "type": "integer",
          "default": 0,
          "description": "next_offset of the page before"
        }
      },
      "required": []
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "agents": {
          "type": "array",
          "items": {
            "type": "object"
          }
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": true,
      "destructiveHint": false,
      "idempotentHint": true,
      "openWorldHint": false
    }
  },
  {
    "name": "claude_read_agent_output",
    "title": "Read a Claude agent's output",
    "description": "Read what an agent has written and done, a page at a time: pass the cursor of an answer to read on, also later. Its final answer alone is view result.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "description": "The agent's session_id"
        },
        "cursor": {
          "type": "string",
          "description": "The cursor of the page before, of the same view"
        },
        "view": {
          "enum": [
            "text",
            "frames",
            "result",
            "changes"
          ],
          "type": "string",
          "description": "text (default): its words, a line for each tool call. frames: whole messages as JSON, the default with offset or length. result: its last answer. changes: the patch of its worktree"
        },
        "offset": {
          "type": "integer",
          "description": "Position of the first message, from 0; negative for the newest"
        },
        "after": {
          "type": "integer",
          "description": "Read what came after this position; next_after of the page before"
        },
        "length": {
          "type": "integer",
          "description": "The most messages"
        },
        "limit": {
          "type": "integer",
          "description": "The same as length"
        }
      },
      "required": [
        "session_id"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "session_id": {
          "type": "string"
        },
        "state": {
          "type": "string"
        },
        "cursor": {
          "type": "string"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": true,
      "destructiveHint": false,
      "idempotentHint": true,
      "openWorldHint": false
    }
  },
  {
    "name": "claude_send_agent_prompt",
    "title": "Prompt a Claude agent",
    "description": "Give an agent another prompt. It remembers the conversation so far. A busy agent takes the prompt up when it can.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "description": "The agent's session_id"
        },
        "prompt": {
          "type": "string",
          "description": "What the agent is to do"
        },
        "await_completion_ms": {
          "type": "integer",
          "default": 0,
          "description": "Wait up to so many milliseconds for the result. When time is up, or a question is open, the agent goes on. 0: do not wait"
        }
      },
      "required": [
        "session_id",
        "prompt"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "session_id": {
          "type": "string"
        },
        "uuid": {
          "type": "string"
        },
        "agent": {
          "type": "object"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": false,
      "destructiveHint": false,
      "idempotentHint": false,
      "openWorldHint": true
    }
  },
  {
    "name": "claude_spawn_agent",
    "title": "Spawn Claude agents",
    "description": "Start Claude Code agents on a prompt; they work on their own in `cwd`. Answers at once with their session_ids: claude_wait_agents has the results when they are there, claude_send_agent_prompt goes on, claude_terminate_agent_session ends. Or set await_completion_ms (say 45000) to have the result in this very answer.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "prompt": {
          "type": "string",
          "description": "What the agent is to do"
        },
        "worker_count": {
          "type": "integer",
          "default": 1,
          "description": "How many agents work on it"
        },
        "label": {
          "type": "string",
          "pattern": "^[^\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$",
          "description": "A name; agents are called \"<label>-1\" …"
        },
        "system_prompt": {
          "type": "string",
          "description": "In place of Claude Code's own"
        },
        "model": {
          "type": "string",
          "description": "A model name or alias, such as sonnet"
        },
        "effort": {
          "enum": [
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ],
          "type": "string",
          "description": "How hard the model thinks"
        },
        "max_turns": {
          "type": "integer",
          "default": 10,
          "description": "Most model turns for one prompt"
        },
        "max_budget_usd": {
          "type": "number",
          "description": "Stop when this is spent"
        },
        "resume": {
          "type": "string",
          "description": "The session_id of a kept conversation to go on with"
        },
        "output_schema": {
          "type": "object",
          "propertyNames": {
            "type": "string"
          },
          "additionalProperties": {},
          "description": "A JSON Schema: the result comes as such data, in structured_output"
        },
        "key": {
          "type": "string",
          "minLength": 1,
          "description": "A name for this call: the same again starts no second agent"
        },
        "worktree": {
          "type": "boolean",
          "default": false,
          "description": "Each works in a git worktree of its own; view changes of claude_read_agent_output has the patch"
        },
        "cwd": {
          "type": "string",
          "description": "Where to work: a directory inside the server's roots"
        },
        "add_dirs": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "default": [],
          "description": "More directories inside the roots"
        },
        "allowed_tools": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "default": [],
          "description": "Tools or rules such as Edit or Bash(git:*) that need no permission"
        },
        "disallowed_tools": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "default": [],
          "description": "Tools or rules that are refused"
        },
        "permission_mode": {
          "enum": [
            "plan",
            "default",
            "dontAsk",
            "acceptEdits",
            "auto",
            "bypassPermissions"
          ],
          "type": "string",
          "description": "plan only reads; default and dontAsk refuse what no rule allows; others if allowed"
        },
        "ask_permissions": {
          "type": "boolean",
          "default": false,
          "description": "What no rule allows is asked (claude_answer_agent), not refused"
        },
        "terminate_on_cancel": {
          "type": "boolean",
          "default": false,
          "description": "Cancelling this call or its task ends agents that nobody has read"
        },
        "initial_delay_ms": {
          "type": "integer",
          "default": 0,
          "description": "Wait before answering, to have first output"
        },
        "await_completion_ms": {
          "type": "integer",
          "default": 0,
          "description": "Wait up to so many milliseconds for the result. When time is up, or a question is open, the agent goes on. 0: do not wait"
        }
      },
      "required": [
        "prompt"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "session_ids": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "agents": {
          "type": "array",
          "items": {
            "type": "object"
          }
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": false,
      "destructiveHint": false,
      "idempotentHint": false,
      "openWorldHint": true
    }
  },
  {
    "name": "claude_terminate_agent_session",
    "title": "Terminate a Claude agent",
    "description": "End an agent and every process it has started. Its output can be read for some minutes more.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "description": "The agent's session_id"
        }
      },
      "required": [
        "session_id"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "session_id": {
          "type": "string"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": false,
      "destructiveHint": true,
      "idempotentHint": true,
      "openWorldHint": false
    }
  },
  {
    "name": "claude_wait_agents",
    "title": "Wait for Claude agents",
    "description": "Wait until agents have finished, have a question for you, or time is up, and have their results. Costs less than reading again and again.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_ids": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "minItems": 1,
          "maxItems": 100,
          "description": "The agents' session_ids"
        },
        "mode": {
          "enum": [
            "all",
            "any"
          ],
          "type": "string",
          "description": "Wait for all of them, or for the first. Default: all; with since, any"
        },
        "since": {
          "type": "string",
          "pattern": "^\\d{1,16}$",
          "description": "cursor of the wait before: answers with news after it alone, at once if there are any"
        },
        "timeout_ms": {
          "type": "integer",
          "default": 45000,
          "description": "Answer after so many milliseconds at the latest; the agents go on"
        }
      },
      "required": [
        "session_ids"
      ]
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "agents": {
          "type": "array",
          "items": {
            "type": "object"
          }
        },
        "cursor": {
          "type": "string"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": true,
      "destructiveHint": false,
      "idempotentHint": true,
      "openWorldHint": false
    }
  }
];

/** The same with `--profile unified`. */
export const unifiedToolList: readonly ListedTool[] = [
  {
    "name": "claude_agent",
    "title": "Claude agents",
    "description": "Delegate work to Claude Code agents. \"spawn\" starts one on a prompt and answers at once with its number; \"wait\" has its result when it is there; \"read\" shows what it has written and done; \"send\" gives it another prompt; \"answer\" answers its question; \"list\" has all of them; \"interrupt\" stops what it does; \"terminate\" ends it.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "action": {
          "enum": [
            "spawn",
            "send",
            "read",
            "list",
            "wait",
            "answer",
            "interrupt",
            "terminate",
            "kill"
          ],
          "type": "string",
          "default": "spawn",
          "description": "What to do; the arguments that belong to it are named after it"
        },
        "agent": {
          "type": "string",
          "minLength": 1,
          "description": "Its number, or session_id. Default: the last that was spawned; with spawn, the next number"
        },
        "agents": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "description": "wait: several agents. Default: all at work"
        },
        "include_completed": {
          "type": "boolean",
          "default": true,
          "description": "Also those that have ended"
        },
        "last_output_lines": {
          "type": "integer",
          "default": 3,
          "description": "How many of its last texts to show of each"
        },
        "offset": {
          "type": "integer",
          "description": "Position of the first message, from 0; negative for the newest"
        },
        "request_id": {
          "type": "string",
          "description": "Of the question, as in the agent's questions"
        },
        "decision": {
          "enum": [
            "allow",
            "deny"
          ],
          "type": "string",
          "description": "Whether the call may be made"
        },
        "message": {
          "type": "string",
          "description": "With deny: why, and what to do instead"
        },
        "answers": {
          "type": "object",
          "propertyNames": {
            "type": "string"
          },
          "additionalProperties": {
            "type": "string"
          },
          "description": "With allow, for AskUserQuestion: the answer to each question, by the question's text"
        },
        "mode": {
          "enum": [
            "all",
            "any"
          ],
          "type": "string",
          "description": "Wait for all of them, or for the first. Default: all; with since, any"
        },
        "since": {
          "type": "string",
          "pattern": "^\\d{1,16}$",
          "description": "cursor of the wait before: answers with news after it alone, at once if there are any"
        },
        "timeout_ms": {
          "type": "integer",
          "default": 45000,
          "description": "Answer after so many milliseconds at the latest; the agents go on"
        },
        "cursor": {
          "type": "string",
          "description": "The cursor of the page before, of the same view"
        },
        "view": {
          "enum": [
            "text",
            "frames",
            "result",
            "changes"
          ],
          "type": "string",
          "description": "text (default): its words, a line for each tool call. frames: whole messages as JSON, the default with offset or length. result: its last answer. changes: the patch of its worktree"
        },
        "length": {
          "type": "integer",
          "description": "The most messages"
        },
        "prompt": {
          "type": "string",
          "description": "What the agent is to do"
        },
        "await_completion_ms": {
          "type": "integer",
          "default": 0,
          "description": "Wait up to so many milliseconds for the result. When time is up, or a question is open, the agent goes on. 0: do not wait"
        },
        "worker_count": {
          "type": "integer",
          "default": 1,
          "description": "How many agents work on it"
        },
        "label": {
          "type": "string",
          "pattern": "^[^\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$",
          "description": "A name; agents are called \"<label>-1\" …"
        },
        "system_prompt": {
          "type": "string",
          "description": "In place of Claude Code's own"
        },
        "model": {
          "type": "string",
          "description": "A model name or alias, such as sonnet"
        },
        "effort": {
          "enum": [
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ],
          "type": "string",
          "description": "How hard the model thinks"
        },
        "max_turns": {
          "type": "integer",
          "default": 10,
          "description": "Most model turns for one prompt"
        },
        "max_budget_usd": {
          "type": "number",
          "description": "Stop when this is spent"
        },
        "resume": {
          "type": "string",
          "description": "The session_id of a kept conversation to go on with"
        },
        "output_schema": {
          "type": "object",
          "propertyNames": {
            "type": "string"
          },
          "additionalProperties": {},
          "description": "A JSON Schema: the result comes as such data, in structured_output"
        },
        "key": {
          "type": "string",
          "minLength": 1,
          "description": "A name for this call: the same again starts no second agent"
        },
        "worktree": {
          "type": "boolean",
          "default": false,
          "description": "Each works in a git worktree of its own; view changes of claude_read_agent_output has the patch"
        },
        "cwd": {
          "type": "string",
          "description": "Where to work: a directory inside the server's roots"
        },
        "add_dirs": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "default": [],
          "description": "More directories inside the roots"
        },
        "allowed_tools": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "default": [],
          "description": "Tools or rules such as Edit or Bash(git:*) that need no permission"
        },
        "disallowed_tools": {
          "type": "array",
          "items": {
            "type": "string"
          },
          "default": [],
          "description": "Tools or rules that are refused"
        },
        "permission_mode": {
          "enum": [
            "plan",
            "default",
            "dontAsk",
            "acceptEdits",
            "auto",
            "bypassPermissions"
          ],
          "type": "string",
          "description": "plan only reads; default and dontAsk refuse what no rule allows; others if allowed"
        },
        "ask_permissions": {
          "type": "boolean",
          "default": false,
          "description": "What no rule allows is asked (claude_answer_agent), not refused"
        },
        "terminate_on_cancel": {
          "type": "boolean",
          "default": false,
          "description": "Cancelling this call or its task ends agents that nobody has read"
        }
      },
      "required": []
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "summary": {
          "type": "string"
        },
        "action": {
          "type": "string"
        },
        "output": {
          "type": "string"
        }
      },
      "required": [
        "summary"
      ]
    },
    "annotations": {
      "readOnlyHint": false,
      "destructiveHint": true,
      "idempotentHint": false,
      "openWorldHint": true
    }
  }
];
