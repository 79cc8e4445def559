// Generated from spec/tools; run `npm run generate`, never edit.
import type { ToolSpec } from "../../spec/define.ts";
import { list } from "../../spec/tools/list.ts";
import { read } from "../../spec/tools/read.ts";
import { send } from "../../spec/tools/send.ts";
import { spawn } from "../../spec/tools/spawn.ts";
import { terminate } from "../../spec/tools/terminate.ts";

/** Arguments of `claude_spawn_agent`, defaults filled in. */
export interface SpawnInput {
  prompt: string | {
    type: "string";
    value: string;
  } | {
    type: "template";
    value: {
      name: string;
      parameters?: Record<string, unknown> | undefined;
    };
  };
  worker_count: number;
  label?: string | null | undefined;
  system_prompt?: string | null | undefined;
  model?: string | null | undefined;
  max_turns: number;
  cwd?: string | null | undefined;
  add_dirs: string[] | string | null;
  allowed_tools: string[] | string | null;
  disallowed_tools: string[] | string | null;
  permission_mode?: "plan" | "default" | "dontAsk" | "acceptEdits" | "bypassPermissions" | null | undefined;
  initial_delay_ms: number;
  await_completion_ms: number;
}

/** Answer of `claude_spawn_agent`. */
export interface SpawnOutput {
  session_ids: string[];
  worker_count: number;
  completed: boolean;
  agents: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: "terminated" | "failed" | "exited" | "lost" | "expired" | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    started_at: string;
    completion_time?: string | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  }[];
}

/** Arguments of `claude_send_agent_prompt`, defaults filled in. */
export interface SendInput {
  session_id: string;
  prompt: string | {
    type: "string";
    value: string;
  } | {
    type: "template";
    value: {
      name: string;
      parameters?: Record<string, unknown> | undefined;
    };
  };
  await_completion_ms: number;
}

/** Answer of `claude_send_agent_prompt`. */
export interface SendOutput {
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
    ended_reason?: "terminated" | "failed" | "exited" | "lost" | "expired" | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    started_at: string;
    completion_time?: string | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  };
}

/** Arguments of `claude_read_agent_output`, defaults filled in. */
export interface ReadInput {
  session_id: string;
  offset?: number | undefined;
  length?: number | undefined;
  after?: number | undefined;
  limit?: number | undefined;
}

/** Answer of `claude_read_agent_output`. */
export interface ReadOutput {
  session_id: string;
  state: string;
  working: boolean;
  is_complete: boolean;
  output: {
    seq: number;
    timestamp: string;
    message_type: string;
    turn: number;
    content: Record<string, unknown>;
  }[];
  total_messages: number;
  messages_returned: number;
  first_seq: number;
  next_after: number;
  dropped: number;
  last_words?: string | undefined;
  has_more: boolean;
  turn_count: number;
  max_turns?: number | undefined;
}

/** Arguments of `claude_list_agents`, defaults filled in. */
export interface ListInput {
  include_completed: boolean;
  last_output_lines: number;
}

/** Answer of `claude_list_agents`. */
export interface ListOutput {
  agents: {
    session_id: string;
    label: string;
    state: "queued" | "starting" | "running" | "requires_action" | "idle" | "parked" | "ending" | "ended";
    ended_reason?: "terminated" | "failed" | "exited" | "lost" | "expired" | undefined;
    error?: {
      code: string;
      message: string;
    } | undefined;
    working: boolean;
    is_complete: boolean;
    turn_count: number;
    max_turns?: number | undefined;
    message_count: number;
    runtime_ms: number;
    total_cost_usd: number;
    queue_position?: number | undefined;
    started_at: string;
    completion_time?: string | undefined;
    last_output: string[];
    last_result?: {
      turn: number;
      is_error: boolean;
      subtype: string;
      text: string;
      refused_tools?: {
        tool_name: string;
        tool_use_id: string;
        advice: string;
      }[] | undefined;
    } | undefined;
    interrupted_prompts?: string[] | undefined;
    advice?: string | undefined;
  }[];
  total_active: number;
  total_completed: number;
}

/** Arguments of `claude_terminate_agent_session`, defaults filled in. */
export interface TerminateInput {
  session_id: string;
}

/** Answer of `claude_terminate_agent_session`. */
export interface TerminateOutput {
  session_id: string;
  success: boolean;
  final_turn_count: number;
  total_messages: number;
  runtime_ms: number;
}

/** One method for each tool. */
export interface ToolHandlers<Context> {
  /** Spawn Claude agents. */
  claude_spawn_agent(input: SpawnInput, context: Context): Promise<SpawnOutput>;
  /** Prompt a Claude agent. */
  claude_send_agent_prompt(input: SendInput, context: Context): Promise<SendOutput>;
  /** Read a Claude agent's output. */
  claude_read_agent_output(input: ReadInput, context: Context): Promise<ReadOutput>;
  /** List Claude agents. */
  claude_list_agents(input: ListInput, context: Context): Promise<ListOutput>;
  /** Terminate a Claude agent. */
  claude_terminate_agent_session(input: TerminateInput, context: Context): Promise<TerminateOutput>;
}

/** The name of a tool. */
export type ToolName = keyof ToolHandlers<unknown>;

/** A tool as clients see it. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: "object"; [keyword: string]: unknown };
  outputSchema: { type: "object"; [keyword: string]: unknown };
  annotations: { title: string; readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
}

/** The declarations, by tool name. */
export const toolSpecs: Readonly<Record<ToolName, ToolSpec>> = {
  claude_spawn_agent: spawn,
  claude_send_agent_prompt: send,
  claude_read_agent_output: read,
  claude_list_agents: list,
  claude_terminate_agent_session: terminate,
};

/** The answer to `tools/list`. */
export const toolList: readonly ListedTool[] = [
  {
    "name": "claude_spawn_agent",
    "title": "Spawn Claude agents",
    "description": "Start one or more Claude Code agents on a prompt. They work on their own in `cwd`, with tools for reading, writing and running. Answers with their session_ids: use claude_read_agent_output to follow, claude_send_agent_prompt to go on, claude_terminate_agent_session when done. Set await_completion_ms (say 45000) to get the result in this very answer.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "prompt": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "object",
              "properties": {
                "type": {
                  "const": "string"
                },
                "value": {
                  "type": "string"
                }
              },
              "required": [
                "type",
                "value"
              ],
              "additionalProperties": false
            },
            {
              "type": "object",
              "properties": {
                "type": {
                  "const": "template"
                },
                "value": {
                  "type": "object",
                  "properties": {
                    "name": {
                      "type": "string"
                    },
                    "parameters": {
                      "type": "object",
                      "propertyNames": {
                        "type": "string"
                      },
                      "additionalProperties": {}
                    }
                  },
                  "required": [
                    "name"
                  ],
                  "additionalProperties": false
                }
              },
              "required": [
                "type",
                "value"
              ],
              "additionalProperties": false
            }
          ],
          "description": "What the agent is to do"
        },
        "worker_count": {
          "type": "integer",
          "minimum": 1,
          "maximum": 16,
          "default": 1,
          "description": "How many agents work on the prompt, each on its own"
        },
        "label": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "null"
            }
          ],
          "description": "A name; agents are called \"<label>-1\", \"<label>-2\" …"
        },
        "system_prompt": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "null"
            }
          ],
          "description": "Replaces Claude Code's own system prompt"
        },
        "model": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "null"
            }
          ],
          "description": "A model name or alias, such as sonnet"
        },
        "max_turns": {
          "type": "integer",
          "minimum": 1,
          "maximum": 1000,
          "default": 10,
          "description": "The most model turns for one prompt"
        },
        "cwd": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "null"
            }
          ],
          "description": "Where to work: a directory inside the server's roots"
        },
        "add_dirs": {
          "anyOf": [
            {
              "anyOf": [
                {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                {
                  "type": "string"
                }
              ]
            },
            {
              "type": "null"
            }
          ],
          "default": [],
          "description": "More directories inside the server's roots that the agent may use"
        },
        "allowed_tools": {
          "anyOf": [
            {
              "anyOf": [
                {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                {
                  "type": "string"
                }
              ]
            },
            {
              "type": "null"
            }
          ],
          "default": [],
          "description": "Tools or rules such as Bash(git:*) that need no permission"
        },
        "disallowed_tools": {
          "anyOf": [
            {
              "anyOf": [
                {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                {
                  "type": "string"
                }
              ]
            },
            {
              "type": "null"
            }
          ],
          "default": [],
          "description": "Tools or rules that are refused"
        },
        "permission_mode": {
          "anyOf": [
            {
              "enum": [
                "plan",
                "default",
                "dontAsk",
                "acceptEdits",
                "bypassPermissions"
              ],
              "type": "string"
            },
            {
              "type": "null"
            }
          ],
          "description": "plan only reads; default and dontAsk refuse what no rule allows; others only if the server allows them"
        },
        "initial_delay_ms": {
          "type": "integer",
          "minimum": 0,
          "maximum": 60000,
          "default": 0,
          "description": "Wait so long before answering, to have first output in the answer"
        },
        "await_completion_ms": {
          "type": "integer",
          "minimum": 0,
          "maximum": 3600000,
          "default": 0,
          "description": "Wait up to so many milliseconds for the agent to finish, and answer with its result. When time is up the agent goes on. 0 does not wait."
        }
      },
      "required": [
        "prompt"
      ],
      "additionalProperties": false
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "session_ids": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "worker_count": {
          "type": "integer",
          "minimum": 0
        },
        "completed": {
          "type": "boolean",
          "description": "All agents had finished when this was answered"
        },
        "agents": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "session_id": {
                "type": "string"
              },
              "label": {
                "type": "string"
              },
              "state": {
                "enum": [
                  "queued",
                  "starting",
                  "running",
                  "requires_action",
                  "idle",
                  "parked",
                  "ending",
                  "ended"
                ],
                "type": "string"
              },
              "ended_reason": {
                "enum": [
                  "terminated",
                  "failed",
                  "exited",
                  "lost",
                  "expired"
                ],
                "type": "string"
              },
              "error": {
                "type": "object",
                "properties": {
                  "code": {
                    "type": "string"
                  },
                  "message": {
                    "type": "string"
                  }
                },
                "required": [
                  "code",
                  "message"
                ]
              },
              "working": {
                "type": "boolean"
              },
              "is_complete": {
                "type": "boolean"
              },
              "turn_count": {
                "type": "integer",
                "minimum": 0
              },
              "max_turns": {
                "type": "integer",
                "minimum": 0
              },
              "message_count": {
                "type": "integer",
                "minimum": 0
              },
              "runtime_ms": {
                "type": "integer",
                "minimum": 0
              },
              "total_cost_usd": {
                "type": "number"
              },
              "queue_position": {
                "type": "integer",
                "minimum": 0
              },
              "started_at": {
                "type": "string"
              },
              "completion_time": {
                "type": "string"
              },
              "last_output": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "last_result": {
                "type": "object",
                "properties": {
                  "turn": {
                    "type": "integer",
                    "minimum": 0
                  },
                  "is_error": {
                    "type": "boolean"
                  },
                  "subtype": {
                    "type": "string"
                  },
                  "text": {
                    "type": "string"
                  },
                  "refused_tools": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "properties": {
                        "tool_name": {
                          "type": "string"
                        },
                        "tool_use_id": {
                          "type": "string"
                        },
                        "advice": {
                          "type": "string"
                        }
                      },
                      "required": [
                        "tool_name",
                        "tool_use_id",
                        "advice"
                      ]
                    }
                  }
                },
                "required": [
                  "turn",
                  "is_error",
                  "subtype",
                  "text"
                ]
              },
              "interrupted_prompts": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "advice": {
                "type": "string"
              }
            },
            "required": [
              "session_id",
              "label",
              "state",
              "working",
              "is_complete",
              "turn_count",
              "message_count",
              "runtime_ms",
              "total_cost_usd",
              "started_at",
              "last_output"
            ]
          }
        }
      },
      "required": [
        "session_ids",
        "worker_count",
        "completed",
        "agents"
      ]
    },
    "annotations": {
      "title": "Spawn Claude agents",
      "readOnlyHint": false,
      "destructiveHint": false,
      "idempotentHint": false,
      "openWorldHint": true
    }
  },
  {
    "name": "claude_send_agent_prompt",
    "title": "Prompt a Claude agent",
    "description": "Give an agent another prompt. It remembers the conversation so far. A busy agent takes the prompt up when it can. Set await_completion_ms to get the result in this very answer.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "maxLength": 256,
          "description": "The agent's session_id, as claude_spawn_agent gave it"
        },
        "prompt": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "object",
              "properties": {
                "type": {
                  "const": "string"
                },
                "value": {
                  "type": "string"
                }
              },
              "required": [
                "type",
                "value"
              ],
              "additionalProperties": false
            },
            {
              "type": "object",
              "properties": {
                "type": {
                  "const": "template"
                },
                "value": {
                  "type": "object",
                  "properties": {
                    "name": {
                      "type": "string"
                    },
                    "parameters": {
                      "type": "object",
                      "propertyNames": {
                        "type": "string"
                      },
                      "additionalProperties": {}
                    }
                  },
                  "required": [
                    "name"
                  ],
                  "additionalProperties": false
                }
              },
              "required": [
                "type",
                "value"
              ],
              "additionalProperties": false
            }
          ],
          "description": "What the agent is to do"
        },
        "await_completion_ms": {
          "type": "integer",
          "minimum": 0,
          "maximum": 3600000,
          "default": 0,
          "description": "Wait up to so many milliseconds for the agent to finish, and answer with its result. When time is up the agent goes on. 0 does not wait."
        }
      },
      "required": [
        "session_id",
        "prompt"
      ],
      "additionalProperties": false
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string"
        },
        "success": {
          "type": "boolean"
        },
        "uuid": {
          "type": "string"
        },
        "turn_count": {
          "type": "integer",
          "minimum": 0
        },
        "working": {
          "type": "boolean"
        },
        "completed": {
          "type": "boolean"
        },
        "agent": {
          "type": "object",
          "properties": {
            "session_id": {
              "type": "string"
            },
            "label": {
              "type": "string"
            },
            "state": {
              "enum": [
                "queued",
                "starting",
                "running",
                "requires_action",
                "idle",
                "parked",
                "ending",
                "ended"
              ],
              "type": "string"
            },
            "ended_reason": {
              "enum": [
                "terminated",
                "failed",
                "exited",
                "lost",
                "expired"
              ],
              "type": "string"
            },
            "error": {
              "type": "object",
              "properties": {
                "code": {
                  "type": "string"
                },
                "message": {
                  "type": "string"
                }
              },
              "required": [
                "code",
                "message"
              ]
            },
            "working": {
              "type": "boolean"
            },
            "is_complete": {
              "type": "boolean"
            },
            "turn_count": {
              "type": "integer",
              "minimum": 0
            },
            "max_turns": {
              "type": "integer",
              "minimum": 0
            },
            "message_count": {
              "type": "integer",
              "minimum": 0
            },
            "runtime_ms": {
              "type": "integer",
              "minimum": 0
            },
            "total_cost_usd": {
              "type": "number"
            },
            "queue_position": {
              "type": "integer",
              "minimum": 0
            },
            "started_at": {
              "type": "string"
            },
            "completion_time": {
              "type": "string"
            },
            "last_output": {
              "type": "array",
              "items": {
                "type": "string"
              }
            },
            "last_result": {
              "type": "object",
              "properties": {
                "turn": {
                  "type": "integer",
                  "minimum": 0
                },
                "is_error": {
                  "type": "boolean"
                },
                "subtype": {
                  "type": "string"
                },
                "text": {
                  "type": "string"
                },
                "refused_tools": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": {
                      "tool_name": {
                        "type": "string"
                      },
                      "tool_use_id": {
                        "type": "string"
                      },
                      "advice": {
                        "type": "string"
                      }
                    },
                    "required": [
                      "tool_name",
                      "tool_use_id",
                      "advice"
                    ]
                  }
                }
              },
              "required": [
                "turn",
                "is_error",
                "subtype",
                "text"
              ]
            },
            "interrupted_prompts": {
              "type": "array",
              "items": {
                "type": "string"
              }
            },
            "advice": {
              "type": "string"
            }
          },
          "required": [
            "session_id",
            "label",
            "state",
            "working",
            "is_complete",
            "turn_count",
            "message_count",
            "runtime_ms",
            "total_cost_usd",
            "started_at",
            "last_output"
          ]
        }
      },
      "required": [
        "session_id",
        "success",
        "uuid",
        "turn_count",
        "working",
        "completed",
        "agent"
      ]
    },
    "annotations": {
      "title": "Prompt a Claude agent",
      "readOnlyHint": false,
      "destructiveHint": false,
      "idempotentHint": false,
      "openWorldHint": true
    }
  },
  {
    "name": "claude_read_agent_output",
    "title": "Read a Claude agent's output",
    "description": "Read an agent's messages. Positions are absolute and never shift: pass next_after of the last answer as `after` to read on, or a negative offset for the newest. Long texts are cut; for the final answer alone see last_result in claude_list_agents.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "maxLength": 256,
          "description": "The agent's session_id, as claude_spawn_agent gave it"
        },
        "offset": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991,
          "description": "Position of the first message, from 0 (default); negative for the newest"
        },
        "length": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "description": "The most messages. Default: 50"
        },
        "after": {
          "type": "integer",
          "minimum": -1,
          "maximum": 9007199254740991,
          "description": "Read what came after this position, in place of offset"
        },
        "limit": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "description": "The same as length"
        }
      },
      "required": [
        "session_id"
      ],
      "additionalProperties": false
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string"
        },
        "state": {
          "type": "string"
        },
        "working": {
          "type": "boolean"
        },
        "is_complete": {
          "type": "boolean"
        },
        "output": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "seq": {
                "type": "integer",
                "minimum": 0
              },
              "timestamp": {
                "type": "string"
              },
              "message_type": {
                "type": "string"
              },
              "turn": {
                "type": "integer",
                "minimum": 0,
                "description": "Model turns that a result took, else 0"
              },
              "content": {
                "type": "object",
                "propertyNames": {
                  "type": "string"
                },
                "additionalProperties": {}
              }
            },
            "required": [
              "seq",
              "timestamp",
              "message_type",
              "turn",
              "content"
            ]
          }
        },
        "total_messages": {
          "type": "integer",
          "minimum": 0
        },
        "messages_returned": {
          "type": "integer",
          "minimum": 0
        },
        "first_seq": {
          "type": "integer",
          "minimum": 0
        },
        "next_after": {
          "type": "integer"
        },
        "dropped": {
          "type": "integer",
          "minimum": 0,
          "description": "Messages that were asked for and are no longer kept"
        },
        "last_words": {
          "type": "string",
          "description": "When all those are gone"
        },
        "has_more": {
          "type": "boolean"
        },
        "turn_count": {
          "type": "integer",
          "minimum": 0
        },
        "max_turns": {
          "type": "integer",
          "minimum": 0
        }
      },
      "required": [
        "session_id",
        "state",
        "working",
        "is_complete",
        "output",
        "total_messages",
        "messages_returned",
        "first_seq",
        "next_after",
        "dropped",
        "has_more",
        "turn_count"
      ]
    },
    "annotations": {
      "title": "Read a Claude agent's output",
      "readOnlyHint": true,
      "destructiveHint": false,
      "idempotentHint": true,
      "openWorldHint": false
    }
  },
  {
    "name": "claude_list_agents",
    "title": "List Claude agents",
    "description": "List your agents, those at work first: state, last output, result, cost and time of each.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "include_completed": {
          "type": "boolean",
          "default": true,
          "description": "List ended agents as well"
        },
        "last_output_lines": {
          "type": "integer",
          "minimum": 0,
          "maximum": 50,
          "default": 3,
          "description": "How many of its last texts to show of each"
        }
      },
      "required": [],
      "additionalProperties": false
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "agents": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "session_id": {
                "type": "string"
              },
              "label": {
                "type": "string"
              },
              "state": {
                "enum": [
                  "queued",
                  "starting",
                  "running",
                  "requires_action",
                  "idle",
                  "parked",
                  "ending",
                  "ended"
                ],
                "type": "string"
              },
              "ended_reason": {
                "enum": [
                  "terminated",
                  "failed",
                  "exited",
                  "lost",
                  "expired"
                ],
                "type": "string"
              },
              "error": {
                "type": "object",
                "properties": {
                  "code": {
                    "type": "string"
                  },
                  "message": {
                    "type": "string"
                  }
                },
                "required": [
                  "code",
                  "message"
                ]
              },
              "working": {
                "type": "boolean"
              },
              "is_complete": {
                "type": "boolean"
              },
              "turn_count": {
                "type": "integer",
                "minimum": 0
              },
              "max_turns": {
                "type": "integer",
                "minimum": 0
              },
              "message_count": {
                "type": "integer",
                "minimum": 0
              },
              "runtime_ms": {
                "type": "integer",
                "minimum": 0
              },
              "total_cost_usd": {
                "type": "number"
              },
              "queue_position": {
                "type": "integer",
                "minimum": 0
              },
              "started_at": {
                "type": "string"
              },
              "completion_time": {
                "type": "string"
              },
              "last_output": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "last_result": {
                "type": "object",
                "properties": {
                  "turn": {
                    "type": "integer",
                    "minimum": 0
                  },
                  "is_error": {
                    "type": "boolean"
                  },
                  "subtype": {
                    "type": "string"
                  },
                  "text": {
                    "type": "string"
                  },
                  "refused_tools": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "properties": {
                        "tool_name": {
                          "type": "string"
                        },
                        "tool_use_id": {
                          "type": "string"
                        },
                        "advice": {
                          "type": "string"
                        }
                      },
                      "required": [
                        "tool_name",
                        "tool_use_id",
                        "advice"
                      ]
                    }
                  }
                },
                "required": [
                  "turn",
                  "is_error",
                  "subtype",
                  "text"
                ]
              },
              "interrupted_prompts": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "advice": {
                "type": "string"
              }
            },
            "required": [
              "session_id",
              "label",
              "state",
              "working",
              "is_complete",
              "turn_count",
              "message_count",
              "runtime_ms",
              "total_cost_usd",
              "started_at",
              "last_output"
            ]
          }
        },
        "total_active": {
          "type": "integer",
          "minimum": 0
        },
        "total_completed": {
          "type": "integer",
          "minimum": 0
        }
      },
      "required": [
        "agents",
        "total_active",
        "total_completed"
      ]
    },
    "annotations": {
      "title": "List Claude agents",
      "readOnlyHint": true,
      "destructiveHint": false,
      "idempotentHint": true,
      "openWorldHint": false
    }
  },
  {
    "name": "claude_terminate_agent_session",
    "title": "Terminate a Claude agent",
    "description": "End an agent and every process it has started. Its output can still be read for some minutes.",
    "inputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string",
          "maxLength": 256,
          "description": "The agent's session_id, as claude_spawn_agent gave it"
        }
      },
      "required": [
        "session_id"
      ],
      "additionalProperties": false
    },
    "outputSchema": {
      "type": "object",
      "properties": {
        "session_id": {
          "type": "string"
        },
        "success": {
          "type": "boolean"
        },
        "final_turn_count": {
          "type": "integer",
          "minimum": 0
        },
        "total_messages": {
          "type": "integer",
          "minimum": 0
        },
        "runtime_ms": {
          "type": "integer",
          "minimum": 0
        }
      },
      "required": [
        "session_id",
        "success",
        "final_turn_count",
        "total_messages",
        "runtime_ms"
      ]
    },
    "annotations": {
      "title": "Terminate a Claude agent",
      "readOnlyHint": false,
      "destructiveHint": true,
      "idempotentHint": true,
      "openWorldHint": false
    }
  }
];
