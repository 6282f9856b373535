export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      agents: {
        Row: {
          api_secret: string;
          created_at: string;
          id: string;
          name: string;
          provider_type: string;
          system_prompt: string | null;
          updated_at: string;
          user_id: string;
          vapi_assistant_id: string | null;
          vapi_phone_number_id: string | null;
          voice_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          api_secret?: string;
          created_at?: string;
          id?: string;
          name: string;
          provider_type?: string;
          system_prompt?: string | null;
          updated_at?: string;
          user_id: string;
          vapi_assistant_id?: string | null;
          vapi_phone_number_id?: string | null;
          voice_id?: string | null;
        };
        Update: {
          api_secret?: string;
          created_at?: string;
          id?: string;
          name?: string;
          provider_type?: string;
          system_prompt?: string | null;
          updated_at?: string;
          user_id?: string;
          vapi_assistant_id?: string | null;
          vapi_phone_number_id?: string | null;
          voice_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "agents_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      api_keys: {
        Row: {
          created_at: string;
          created_by: string | null;
          key_hash: string;
          last_used_at: string | null;
          shown: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          key_hash: string;
          last_used_at?: string | null;
          shown: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          key_hash?: string;
          last_used_at?: string | null;
          shown?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "api_keys_created_by_fkey";
            columns: ["created_by"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "api_keys_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      attempt_events: {
        Row: {
          at: string;
          attempt_id: string;
          detail: NonNullable<Json>;
          id: number;
          kind: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          at: string;
          attempt_id: string;
          detail?: NonNullable<Json>;
          id?: never;
          kind: string;
          user_id: string;
        };
        Update: {
          at?: string;
          attempt_id?: string;
          detail?: NonNullable<Json>;
          id?: never;
          kind?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "attempt_events_attempt_id_fkey";
            columns: ["attempt_id"];
            isOneToOne: false;
            referencedRelation: "outreach_attempts";
            referencedColumns: ["id"];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor_id: string | null;
          at: string;
          detail: NonNullable<Json>;
          entity: string;
          entity_id: string | null;
          id: number;
          recorded_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          at?: string;
          detail?: NonNullable<Json>;
          entity: string;
          entity_id?: string | null;
          id?: never;
          recorded_at?: string | null;
          user_id: string;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          at?: string;
          detail?: NonNullable<Json>;
          entity?: string;
          entity_id?: string | null;
          id?: never;
          recorded_at?: string | null;
          user_id?: string;
        };
        Relationships: [];
      };
      calling_windows: {
        Row: {
          as_weekday: boolean;
          closed: boolean;
          closes: string | null;
          confidence: string;
          day: string;
          jurisdiction: string;
          line: number;
          opens: string | null;
          source: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          as_weekday?: boolean;
          closed?: boolean;
          closes?: string | null;
          confidence: string;
          day: string;
          jurisdiction: string;
          line: number;
          opens?: string | null;
          source: string;
          version: number;
        };
        Update: {
          as_weekday?: boolean;
          closed?: boolean;
          closes?: string | null;
          confidence?: string;
          day?: string;
          jurisdiction?: string;
          line?: number;
          opens?: string | null;
          source?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "calling_windows_version_fkey";
            columns: ["version"];
            isOneToOne: false;
            referencedRelation: "rule_versions";
            referencedColumns: ["version"];
          },
        ];
      };
      campaign_recipients: {
        Row: {
          attempts: number;
          campaign_id: string;
          clicked_at: string | null;
          converted_at: string | null;
          cost: number;
          created_at: string;
          customer_id: string | null;
          decision: Json | null;
          delivered_at: string | null;
          email: string | null;
          error_message: string | null;
          holdout: boolean;
          id: string;
          last_attempt_at: string | null;
          last_contact_at: string | null;
          last_disposition: string | null;
          lead_id: string | null;
          name: string | null;
          next_attempt_at: string | null;
          opened_at: string | null;
          outcome: string | null;
          phone: string | null;
          reason: string | null;
          responded_at: string | null;
          response_data: Json | null;
          sent_at: string | null;
          spoke_at: string | null;
          status: string;
          step: number;
          step_attempts: number;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          campaign_id: string;
          clicked_at?: string | null;
          converted_at?: string | null;
          cost?: number;
          created_at?: string;
          customer_id?: string | null;
          decision?: Json | null;
          delivered_at?: string | null;
          email?: string | null;
          error_message?: string | null;
          holdout?: boolean;
          id?: string;
          last_attempt_at?: string | null;
          last_contact_at?: string | null;
          last_disposition?: string | null;
          lead_id?: string | null;
          name?: string | null;
          next_attempt_at?: string | null;
          opened_at?: string | null;
          outcome?: string | null;
          phone?: string | null;
          reason?: string | null;
          responded_at?: string | null;
          response_data?: Json | null;
          sent_at?: string | null;
          spoke_at?: string | null;
          status?: string;
          step?: number;
          step_attempts?: number;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          attempts?: number;
          campaign_id?: string;
          clicked_at?: string | null;
          converted_at?: string | null;
          cost?: number;
          created_at?: string;
          customer_id?: string | null;
          decision?: Json | null;
          delivered_at?: string | null;
          email?: string | null;
          error_message?: string | null;
          holdout?: boolean;
          id?: string;
          last_attempt_at?: string | null;
          last_contact_at?: string | null;
          last_disposition?: string | null;
          lead_id?: string | null;
          name?: string | null;
          next_attempt_at?: string | null;
          opened_at?: string | null;
          outcome?: string | null;
          phone?: string | null;
          reason?: string | null;
          responded_at?: string | null;
          response_data?: Json | null;
          sent_at?: string | null;
          spoke_at?: string | null;
          status?: string;
          step?: number;
          step_attempts?: number;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "campaign_recipients_campaign_id_user_id_fkey";
            columns: ["campaign_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "campaigns";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "campaign_recipients_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "campaign_recipients_lead_id_fkey";
            columns: ["lead_id"];
            isOneToOne: false;
            referencedRelation: "leads";
            referencedColumns: ["id"];
          },
        ];
      };
      campaign_results: {
        Row: {
          answered: number;
          arrived: number;
          attempts: number;
          campaign_id: string;
          clicked: number;
          contacted: number;
          converted: number;
          cost: number;
          delivered: number;
          failed: number;
          opened: number;
          opted_out: number;
          pending: number;
          queued: number;
          reached: number;
          selected: number;
          sent: number;
          skipped: number;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          answered?: number;
          arrived?: number;
          attempts?: number;
          campaign_id: string;
          clicked?: number;
          contacted?: number;
          converted?: number;
          cost?: number;
          delivered?: number;
          failed?: number;
          opened?: number;
          opted_out?: number;
          pending?: number;
          queued?: number;
          reached?: number;
          selected?: number;
          sent?: number;
          skipped?: number;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          answered?: number;
          arrived?: number;
          attempts?: number;
          campaign_id?: string;
          clicked?: number;
          contacted?: number;
          converted?: number;
          cost?: number;
          delivered?: number;
          failed?: number;
          opened?: number;
          opted_out?: number;
          pending?: number;
          queued?: number;
          reached?: number;
          selected?: number;
          sent?: number;
          skipped?: number;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "campaign_results_campaign_id_fkey";
            columns: ["campaign_id"];
            isOneToOne: true;
            referencedRelation: "campaigns";
            referencedColumns: ["id"];
          },
        ];
      };
      campaign_steps: {
        Row: {
          body: string;
          campaign_id: string;
          channel: string;
          condition: string;
          created_at: string;
          id: string;
          position: number;
          preview_text: string | null;
          subject: string | null;
          updated_at: string;
          user_id: string;
          variants: NonNullable<Json>;
          voicemail: string | null;
          wait_minutes: number;
          weight: number;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          campaign_id: string;
          channel: string;
          condition?: string;
          created_at?: string;
          id?: string;
          position?: number;
          preview_text?: string | null;
          subject?: string | null;
          updated_at?: string;
          user_id: string;
          variants?: NonNullable<Json>;
          voicemail?: string | null;
          wait_minutes?: number;
          weight?: number;
        };
        Update: {
          body?: string;
          campaign_id?: string;
          channel?: string;
          condition?: string;
          created_at?: string;
          id?: string;
          position?: number;
          preview_text?: string | null;
          subject?: string | null;
          updated_at?: string;
          user_id?: string;
          variants?: NonNullable<Json>;
          voicemail?: string | null;
          wait_minutes?: number;
          weight?: number;
        };
        Relationships: [
          {
            foreignKeyName: "campaign_steps_campaign_id_user_id_fkey";
            columns: ["campaign_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "campaigns";
            referencedColumns: ["id", "user_id"];
          },
        ];
      };
      campaigns: {
        Row: {
          agent_id: string | null;
          budget: number | null;
          calling_hours: Json | null;
          campaign_type: string;
          completed_at: string | null;
          created_at: string;
          description: string | null;
          draft_step: string | null;
          holdout_percent: number;
          id: string;
          max_attempts: number;
          max_call_seconds: number;
          max_concurrency: number | null;
          max_recipients: number | null;
          min_gap_minutes: number | null;
          name: string;
          outreach_method: string;
          pause_reason: string | null;
          purpose: string;
          rate_limit_per_minute: number;
          resumed_at: string | null;
          retry_gaps: NonNullable<Json>;
          scheduled_at: string | null;
          selected_at: string | null;
          started_at: string | null;
          status: string;
          target_criteria: NonNullable<Json>;
          time_zone: string | null;
          updated_at: string;
          user_id: string;
          variables: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          agent_id?: string | null;
          budget?: number | null;
          calling_hours?: Json | null;
          campaign_type?: string;
          completed_at?: string | null;
          created_at?: string;
          description?: string | null;
          draft_step?: string | null;
          holdout_percent?: number;
          id?: string;
          max_attempts?: number;
          max_call_seconds?: number;
          max_concurrency?: number | null;
          max_recipients?: number | null;
          min_gap_minutes?: number | null;
          name: string;
          outreach_method?: string;
          pause_reason?: string | null;
          purpose?: string;
          rate_limit_per_minute?: number;
          resumed_at?: string | null;
          retry_gaps?: NonNullable<Json>;
          scheduled_at?: string | null;
          selected_at?: string | null;
          started_at?: string | null;
          status?: string;
          target_criteria?: NonNullable<Json>;
          time_zone?: string | null;
          updated_at?: string;
          user_id: string;
          variables?: NonNullable<Json>;
        };
        Update: {
          agent_id?: string | null;
          budget?: number | null;
          calling_hours?: Json | null;
          campaign_type?: string;
          completed_at?: string | null;
          created_at?: string;
          description?: string | null;
          draft_step?: string | null;
          holdout_percent?: number;
          id?: string;
          max_attempts?: number;
          max_call_seconds?: number;
          max_concurrency?: number | null;
          max_recipients?: number | null;
          min_gap_minutes?: number | null;
          name?: string;
          outreach_method?: string;
          pause_reason?: string | null;
          purpose?: string;
          rate_limit_per_minute?: number;
          resumed_at?: string | null;
          retry_gaps?: NonNullable<Json>;
          scheduled_at?: string | null;
          selected_at?: string | null;
          started_at?: string | null;
          status?: string;
          target_criteria?: NonNullable<Json>;
          time_zone?: string | null;
          updated_at?: string;
          user_id?: string;
          variables?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "campaigns_agent_of_account";
            columns: ["agent_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "agents";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "campaigns_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      consents: {
        Row: {
          basis: string;
          channel: string;
          created_at: string;
          customer_id: string;
          evidence: NonNullable<Json>;
          id: string;
          key: string | null;
          obtained_at: string;
          phone_hash: string | null;
          purpose: string;
          revoked_at: string | null;
          source: string;
          user_id: string;
          wording: string | null;
          wording_version: string | null;
        };
        ComputedFields: never;
        Insert: {
          basis: string;
          channel: string;
          created_at?: string;
          customer_id: string;
          evidence?: NonNullable<Json>;
          id?: string;
          key?: string | null;
          obtained_at: string;
          phone_hash?: string | null;
          purpose?: string;
          revoked_at?: string | null;
          source: string;
          user_id: string;
          wording?: string | null;
          wording_version?: string | null;
        };
        Update: {
          basis?: string;
          channel?: string;
          created_at?: string;
          customer_id?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          key?: string | null;
          obtained_at?: string;
          phone_hash?: string | null;
          purpose?: string;
          revoked_at?: string | null;
          source?: string;
          user_id?: string;
          wording?: string | null;
          wording_version?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "consents_customer_id_user_id_fkey";
            columns: ["customer_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id", "user_id"];
          },
        ];
      };
      customers: {
        Row: {
          call_consent: number | null;
          call_marketing_consent: number | null;
          created_at: string;
          email: string | null;
          email_hash: string | null;
          email_invalid_at: string | null;
          first_lead_at: string | null;
          id: string;
          language: string | null;
          last_answered_at: string | null;
          last_contact_at: string | null;
          last_lead_at: string | null;
          latest_lead_id: string | null;
          lead_count: number;
          list_stops: number;
          name: string | null;
          phone: string | null;
          phone_hash: string | null;
          phone_invalid_at: string | null;
          place_key: number;
          place_sources: string[];
          postcode: string | null;
          region: string | null;
          regions: string[];
          reply_waiting_since: string | null;
          search_text: string | null;
          sms_invalid_at: string | null;
          tags: string[];
          time_zones: string[];
          updated_at: string;
          user_id: string;
          zone_source: string | null;
        };
        ComputedFields: never;
        Insert: {
          call_consent?: number | null;
          call_marketing_consent?: number | null;
          created_at?: string;
          email?: string | null;
          email_hash?: string | null;
          email_invalid_at?: string | null;
          first_lead_at?: string | null;
          id?: string;
          language?: string | null;
          last_answered_at?: string | null;
          last_contact_at?: never;
          last_lead_at?: string | null;
          latest_lead_id?: string | null;
          lead_count?: number;
          list_stops?: number;
          name?: string | null;
          phone?: string | null;
          phone_hash?: string | null;
          phone_invalid_at?: string | null;
          place_key?: never;
          place_sources?: string[];
          postcode?: string | null;
          region?: string | null;
          regions?: string[];
          reply_waiting_since?: string | null;
          search_text?: never;
          sms_invalid_at?: string | null;
          tags?: string[];
          time_zones?: string[];
          updated_at?: string;
          user_id: string;
          zone_source?: string | null;
        };
        Update: {
          call_consent?: number | null;
          call_marketing_consent?: number | null;
          created_at?: string;
          email?: string | null;
          email_hash?: string | null;
          email_invalid_at?: string | null;
          first_lead_at?: string | null;
          id?: string;
          language?: string | null;
          last_answered_at?: string | null;
          last_contact_at?: never;
          last_lead_at?: string | null;
          latest_lead_id?: string | null;
          lead_count?: number;
          list_stops?: number;
          name?: string | null;
          phone?: string | null;
          phone_hash?: string | null;
          phone_invalid_at?: string | null;
          place_key?: never;
          place_sources?: string[];
          postcode?: string | null;
          region?: string | null;
          regions?: string[];
          reply_waiting_since?: string | null;
          search_text?: never;
          sms_invalid_at?: string | null;
          tags?: string[];
          time_zones?: string[];
          updated_at?: string;
          user_id?: string;
          zone_source?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "customers_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      do_not_call_lists: {
        Row: {
          as_of: string;
          end_reason: string | null;
          ended_at: string | null;
          ended_by: string | null;
          file_bytes: number;
          file_key: string;
          file_name: string;
          heard_at: string;
          id: string;
          kind: string;
          no_data: number;
          number: number;
          parts: number;
          reading: NonNullable<Json>;
          ready_at: string | null;
          refusals: NonNullable<Json>;
          refused: number;
          region: string | null;
          rows: number;
          settled: boolean;
          started_at: string;
          status: string;
          switched_at: string | null;
          taken: number;
          uploaded_by: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          as_of: string;
          end_reason?: string | null;
          ended_at?: string | null;
          ended_by?: string | null;
          file_bytes: number;
          file_key: string;
          file_name: string;
          heard_at: string;
          id?: string;
          kind: string;
          no_data?: number;
          number?: never;
          parts: number;
          reading?: NonNullable<Json>;
          ready_at?: string | null;
          refusals?: NonNullable<Json>;
          refused?: number;
          region?: string | null;
          rows?: number;
          settled?: boolean;
          started_at: string;
          status?: string;
          switched_at?: string | null;
          taken?: number;
          uploaded_by?: string | null;
          user_id: string;
        };
        Update: {
          as_of?: string;
          end_reason?: string | null;
          ended_at?: string | null;
          ended_by?: string | null;
          file_bytes?: number;
          file_key?: string;
          file_name?: string;
          heard_at?: string;
          id?: string;
          kind?: string;
          no_data?: number;
          number?: never;
          parts?: number;
          reading?: NonNullable<Json>;
          ready_at?: string | null;
          refusals?: NonNullable<Json>;
          refused?: number;
          region?: string | null;
          rows?: number;
          settled?: boolean;
          started_at?: string;
          status?: string;
          switched_at?: string | null;
          taken?: number;
          uploaded_by?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "do_not_call_lists_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      holiday_rules: {
        Row: {
          confidence: string;
          jurisdiction: string;
          line: number;
          name: string;
          observed: string;
          rule: string;
          source: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          confidence: string;
          jurisdiction: string;
          line: number;
          name: string;
          observed: string;
          rule: string;
          source: string;
          version: number;
        };
        Update: {
          confidence?: string;
          jurisdiction?: string;
          line?: number;
          name?: string;
          observed?: string;
          rule?: string;
          source?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "holiday_rules_version_fkey";
            columns: ["version"];
            isOneToOne: false;
            referencedRelation: "rule_versions";
            referencedColumns: ["version"];
          },
        ];
      };
      inbound_messages: {
        Row: {
          attempt_id: string | null;
          body: string | null;
          channel: string;
          created_at: string;
          customer_id: string | null;
          id: string;
          kind: string;
          provider: string;
          provider_ref: string;
          received_at: string;
          sender: string | null;
          subject: string | null;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          attempt_id?: string | null;
          body?: string | null;
          channel: string;
          created_at?: string;
          customer_id?: string | null;
          id?: string;
          kind: string;
          provider: string;
          provider_ref: string;
          received_at: string;
          sender?: string | null;
          subject?: string | null;
          user_id?: string | null;
        };
        Update: {
          attempt_id?: string | null;
          body?: string | null;
          channel?: string;
          created_at?: string;
          customer_id?: string | null;
          id?: string;
          kind?: string;
          provider?: string;
          provider_ref?: string;
          received_at?: string;
          sender?: string | null;
          subject?: string | null;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "inbound_messages_attempt_id_fkey";
            columns: ["attempt_id"];
            isOneToOne: false;
            referencedRelation: "outreach_attempts";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "inbound_messages_customer_id_user_id_fkey";
            columns: ["customer_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "inbound_messages_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      leads: {
        Row: {
          agent_id: string;
          call_summary: string | null;
          call_transcript: string | null;
          created_at: string;
          customer_email: string | null;
          customer_id: string | null;
          customer_name: string | null;
          customer_phone: string | null;
          duration: number | null;
          id: string;
          import_key: string | null;
          outreach_attempt_id: string | null;
          recording_url: string | null;
          sentiment: string | null;
          status: string;
          structured_data: Json | null;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          call_summary?: string | null;
          call_transcript?: string | null;
          created_at?: string;
          customer_email?: string | null;
          customer_id?: string | null;
          customer_name?: string | null;
          customer_phone?: string | null;
          duration?: number | null;
          id?: string;
          import_key?: string | null;
          outreach_attempt_id?: string | null;
          recording_url?: string | null;
          sentiment?: string | null;
          status?: string;
          structured_data?: Json | null;
          updated_at?: string;
        };
        Update: {
          agent_id?: string;
          call_summary?: string | null;
          call_transcript?: string | null;
          created_at?: string;
          customer_email?: string | null;
          customer_id?: string | null;
          customer_name?: string | null;
          customer_phone?: string | null;
          duration?: number | null;
          id?: string;
          import_key?: string | null;
          outreach_attempt_id?: string | null;
          recording_url?: string | null;
          sentiment?: string | null;
          status?: string;
          structured_data?: Json | null;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "leads_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: false;
            referencedRelation: "agents";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "leads_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "leads_outreach_attempt_id_fkey";
            columns: ["outreach_attempt_id"];
            isOneToOne: true;
            referencedRelation: "outreach_attempts";
            referencedColumns: ["id"];
          },
        ];
      };
      outreach_attempts: {
        Row: {
          assistant_id: string | null;
          attention: string | null;
          batch_id: string | null;
          begun_at: string | null;
          campaign_id: string;
          channel: string;
          clicked_at: string | null;
          complained_at: string | null;
          contact_hash: string | null;
          content: Json | null;
          cost: number | null;
          counted: boolean;
          created_at: string;
          customer_id: string | null;
          decision: Json | null;
          delivered_at: string | null;
          dispatched_at: string | null;
          disposition: string | null;
          duration_seconds: number | null;
          ended_at: string | null;
          error: string | null;
          id: string;
          judged_at: string | null;
          lease_expires_at: string | null;
          local_hour: number | null;
          messages: Json | null;
          number: number;
          opened_at: string | null;
          outcome: string | null;
          provider: string;
          provider_ref: string | null;
          recipient_id: string;
          reconcile_tries: number;
          recording: string | null;
          recording_url: string | null;
          replied_at: string | null;
          reserved_at: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          reviewed_for: string | null;
          segments: number | null;
          sentiment: string | null;
          settle_failures: number;
          started_at: string | null;
          state: string;
          step: number;
          structured_data: Json | null;
          summary: string | null;
          transcript: string | null;
          updated_at: string;
          user_id: string;
          variant: string | null;
        };
        ComputedFields: never;
        Insert: {
          assistant_id?: string | null;
          attention?: never;
          batch_id?: string | null;
          begun_at?: string | null;
          campaign_id: string;
          channel: string;
          clicked_at?: string | null;
          complained_at?: string | null;
          contact_hash?: string | null;
          content?: Json | null;
          cost?: number | null;
          counted?: boolean;
          created_at?: string;
          customer_id?: string | null;
          decision?: Json | null;
          delivered_at?: string | null;
          dispatched_at?: string | null;
          disposition?: string | null;
          duration_seconds?: number | null;
          ended_at?: string | null;
          error?: string | null;
          id?: string;
          judged_at?: string | null;
          lease_expires_at?: string | null;
          local_hour?: never;
          messages?: Json | null;
          number: number;
          opened_at?: string | null;
          outcome?: string | null;
          provider: string;
          provider_ref?: string | null;
          recipient_id: string;
          reconcile_tries?: number;
          recording?: string | null;
          recording_url?: string | null;
          replied_at?: string | null;
          reserved_at: string;
          reviewed_at?: string | null;
          reviewed_by?: string | null;
          reviewed_for?: string | null;
          segments?: number | null;
          sentiment?: string | null;
          settle_failures?: number;
          started_at?: string | null;
          state?: string;
          step: number;
          structured_data?: Json | null;
          summary?: string | null;
          transcript?: string | null;
          updated_at?: string;
          user_id: string;
          variant?: string | null;
        };
        Update: {
          assistant_id?: string | null;
          attention?: never;
          batch_id?: string | null;
          begun_at?: string | null;
          campaign_id?: string;
          channel?: string;
          clicked_at?: string | null;
          complained_at?: string | null;
          contact_hash?: string | null;
          content?: Json | null;
          cost?: number | null;
          counted?: boolean;
          created_at?: string;
          customer_id?: string | null;
          decision?: Json | null;
          delivered_at?: string | null;
          dispatched_at?: string | null;
          disposition?: string | null;
          duration_seconds?: number | null;
          ended_at?: string | null;
          error?: string | null;
          id?: string;
          judged_at?: string | null;
          lease_expires_at?: string | null;
          local_hour?: never;
          messages?: Json | null;
          number?: number;
          opened_at?: string | null;
          outcome?: string | null;
          provider?: string;
          provider_ref?: string | null;
          recipient_id?: string;
          reconcile_tries?: number;
          recording?: string | null;
          recording_url?: string | null;
          replied_at?: string | null;
          reserved_at?: string;
          reviewed_at?: string | null;
          reviewed_by?: string | null;
          reviewed_for?: string | null;
          segments?: number | null;
          sentiment?: string | null;
          settle_failures?: number;
          started_at?: string | null;
          state?: string;
          step?: number;
          structured_data?: Json | null;
          summary?: string | null;
          transcript?: string | null;
          updated_at?: string;
          user_id?: string;
          variant?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "outreach_attempts_campaign_id_user_id_fkey";
            columns: ["campaign_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "campaigns";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "outreach_attempts_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "outreach_attempts_recipient_id_fkey";
            columns: ["recipient_id"];
            isOneToOne: false;
            referencedRelation: "campaign_recipients";
            referencedColumns: ["id"];
          },
        ];
      };
      outreach_rules: {
        Row: {
          channel: string;
          confidence: string;
          jurisdiction: string;
          line: number;
          note: string;
          overridable: boolean;
          rule: string;
          value: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          channel: string;
          confidence: string;
          jurisdiction: string;
          line: number;
          note?: string;
          overridable?: boolean;
          rule: string;
          value: string;
          version: number;
        };
        Update: {
          channel?: string;
          confidence?: string;
          jurisdiction?: string;
          line?: number;
          note?: string;
          overridable?: boolean;
          rule?: string;
          value?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "outreach_rules_version_fkey";
            columns: ["version"];
            isOneToOne: false;
            referencedRelation: "rule_versions";
            referencedColumns: ["version"];
          },
        ];
      };
      outreach_settings: {
        Row: {
          attribution_days: number;
          booking_link: string | null;
          business_name: string | null;
          call_concurrency: number;
          callback_number: string | null;
          calling_hours: NonNullable<Json>;
          countries: string[];
          created_at: string;
          default_country: string;
          email_reply_to: string | null;
          email_sender: string | null;
          email_within_hours: boolean;
          estimated_call_cost: number;
          estimated_email_cost: number;
          estimated_sms_cost: number;
          inbound_lines: number;
          max_contacts_per_24h: number;
          max_contacts_per_30d: number;
          min_gap_minutes: number;
          monthly_budget: number | null;
          postal_address: string | null;
          recording: string;
          retention_personal_days: number | null;
          retention_recording_days: number | null;
          retention_transcript_days: number | null;
          sms_sender: string | null;
          time_zone: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          attribution_days?: number;
          booking_link?: string | null;
          business_name?: string | null;
          call_concurrency?: number;
          callback_number?: string | null;
          calling_hours?: NonNullable<Json>;
          countries?: string[];
          created_at?: string;
          default_country?: string;
          email_reply_to?: string | null;
          email_sender?: string | null;
          email_within_hours?: boolean;
          estimated_call_cost?: number;
          estimated_email_cost?: number;
          estimated_sms_cost?: number;
          inbound_lines?: number;
          max_contacts_per_24h?: number;
          max_contacts_per_30d?: number;
          min_gap_minutes?: number;
          monthly_budget?: number | null;
          postal_address?: string | null;
          recording?: string;
          retention_personal_days?: number | null;
          retention_recording_days?: number | null;
          retention_transcript_days?: number | null;
          sms_sender?: string | null;
          time_zone?: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          attribution_days?: number;
          booking_link?: string | null;
          business_name?: string | null;
          call_concurrency?: number;
          callback_number?: string | null;
          calling_hours?: NonNullable<Json>;
          countries?: string[];
          created_at?: string;
          default_country?: string;
          email_reply_to?: string | null;
          email_sender?: string | null;
          email_within_hours?: boolean;
          estimated_call_cost?: number;
          estimated_email_cost?: number;
          estimated_sms_cost?: number;
          inbound_lines?: number;
          max_contacts_per_24h?: number;
          max_contacts_per_30d?: number;
          min_gap_minutes?: number;
          monthly_budget?: number | null;
          postal_address?: string | null;
          recording?: string;
          retention_personal_days?: number | null;
          retention_recording_days?: number | null;
          retention_transcript_days?: number | null;
          sms_sender?: string | null;
          time_zone?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "outreach_settings_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: true;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          email: string | null;
          id: string;
          subscription_tier: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email?: string | null;
          id: string;
          subscription_tier?: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          email?: string | null;
          id?: string;
          subscription_tier?: string;
          updated_at?: string;
        };
        Relationships: [];
      };
      provider_events: {
        Row: {
          attempt_id: string | null;
          error: string | null;
          event_key: string;
          id: number;
          next_try_at: string;
          payload: NonNullable<Json>;
          processed_at: string | null;
          provider: string;
          received_at: string;
          tries: number;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          attempt_id?: string | null;
          error?: string | null;
          event_key: string;
          id?: never;
          next_try_at: string;
          payload: NonNullable<Json>;
          processed_at?: string | null;
          provider: string;
          received_at: string;
          tries?: number;
          user_id?: string | null;
        };
        Update: {
          attempt_id?: string | null;
          error?: string | null;
          event_key?: string;
          id?: never;
          next_try_at?: string;
          payload?: NonNullable<Json>;
          processed_at?: string | null;
          provider?: string;
          received_at?: string;
          tries?: number;
          user_id?: string | null;
        };
        Relationships: [];
      };
      public_holidays: {
        Row: {
          day: string;
          jurisdiction: string;
          name: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          day: string;
          jurisdiction: string;
          name: string;
          version: number;
        };
        Update: {
          day?: string;
          jurisdiction?: string;
          name?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "public_holidays_version_fkey";
            columns: ["version"];
            isOneToOne: false;
            referencedRelation: "rule_versions";
            referencedColumns: ["version"];
          },
        ];
      };
      relied_lists: {
        Row: {
          region: string;
          since: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          region: string;
          since: string;
          user_id: string;
        };
        Update: {
          region?: string;
          since?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "relied_lists_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      rule_overrides: {
        Row: {
          channel: string;
          created_at: string;
          created_by: string;
          ended_at: string | null;
          ends_at: string;
          id: string;
          jurisdiction: string;
          reason: string;
          rule: string;
          starts_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          channel: string;
          created_at: string;
          created_by: string;
          ended_at?: string | null;
          ends_at: string;
          id?: string;
          jurisdiction: string;
          reason: string;
          rule: string;
          starts_at: string;
          user_id: string;
        };
        Update: {
          channel?: string;
          created_at?: string;
          created_by?: string;
          ended_at?: string | null;
          ends_at?: string;
          id?: string;
          jurisdiction?: string;
          reason?: string;
          rule?: string;
          starts_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "rule_overrides_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      rule_versions: {
        Row: {
          checksum: string;
          loaded_at: string;
          summary: NonNullable<Json>;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          checksum: string;
          loaded_at: string;
          summary?: NonNullable<Json>;
          version: number;
        };
        Update: {
          checksum?: string;
          loaded_at?: string;
          summary?: NonNullable<Json>;
          version?: number;
        };
        Relationships: [];
      };
      suppressions: {
        Row: {
          at: string;
          channel: string;
          contact: string | null;
          contact_hash: string;
          customer_id: string | null;
          evidence: NonNullable<Json>;
          id: string;
          lift_reason: string | null;
          lifted_at: string | null;
          lifted_by: string | null;
          reason: string;
          source: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          channel?: string;
          contact?: string | null;
          contact_hash?: string;
          customer_id?: string | null;
          evidence?: NonNullable<Json>;
          id?: string;
          lift_reason?: string | null;
          lifted_at?: string | null;
          lifted_by?: string | null;
          reason: string;
          source: string;
          user_id: string;
        };
        Update: {
          at?: string;
          channel?: string;
          contact?: string | null;
          contact_hash?: string;
          customer_id?: string | null;
          evidence?: NonNullable<Json>;
          id?: string;
          lift_reason?: string | null;
          lifted_at?: string | null;
          lifted_by?: string | null;
          reason?: string;
          source?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "suppressions_customer_id_user_id_fkey";
            columns: ["customer_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "suppressions_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      team_members: {
        Row: {
          created_at: string;
          member_id: string;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          member_id: string;
          role?: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          member_id?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "team_members_member_id_fkey";
            columns: ["member_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "team_members_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      test_calls: {
        Row: {
          actor_id: string;
          assistant_id: string;
          begun_at: string;
          campaign_id: string | null;
          cost: number | null;
          created_at: string;
          disposition: string | null;
          duration_seconds: number | null;
          ended_at: string | null;
          expires_at: string;
          id: string;
          phone_hash: string;
          phone_last4: string;
          provider: string;
          provider_ref: string | null;
          request_key: string;
          state: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id: string;
          assistant_id: string;
          begun_at: string;
          campaign_id?: string | null;
          cost?: number | null;
          created_at?: string;
          disposition?: string | null;
          duration_seconds?: number | null;
          ended_at?: string | null;
          expires_at: string;
          id?: string;
          phone_hash: string;
          phone_last4: string;
          provider?: string;
          provider_ref?: string | null;
          request_key: string;
          state?: string;
          user_id: string;
        };
        Update: {
          actor_id?: string;
          assistant_id?: string;
          begun_at?: string;
          campaign_id?: string | null;
          cost?: number | null;
          created_at?: string;
          disposition?: string | null;
          duration_seconds?: number | null;
          ended_at?: string | null;
          expires_at?: string;
          id?: string;
          phone_hash?: string;
          phone_last4?: string;
          provider?: string;
          provider_ref?: string | null;
          request_key?: string;
          state?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "test_calls_campaign_id_user_id_fkey";
            columns: ["campaign_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "campaigns";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "test_calls_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      test_messages: {
        Row: {
          actor_id: string;
          begun_at: string;
          campaign_id: string | null;
          channel: string;
          created_at: string;
          failure: string | null;
          id: string;
          provider_ref: string | null;
          request_key: string;
          state: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id: string;
          begun_at: string;
          campaign_id?: string | null;
          channel: string;
          created_at?: string;
          failure?: string | null;
          id?: string;
          provider_ref?: string | null;
          request_key: string;
          state?: string;
          user_id: string;
        };
        Update: {
          actor_id?: string;
          begun_at?: string;
          campaign_id?: string | null;
          channel?: string;
          created_at?: string;
          failure?: string | null;
          id?: string;
          provider_ref?: string | null;
          request_key?: string;
          state?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "test_messages_campaign_id_user_id_fkey";
            columns: ["campaign_id", "user_id"];
            isOneToOne: false;
            referencedRelation: "campaigns";
            referencedColumns: ["id", "user_id"];
          },
          {
            foreignKeyName: "test_messages_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      account_of_key: { Args: { p_hash: string; p_now: string }; Returns: string };
      add_list_part: {
        Args: {
          p_counts: Json;
          p_list: string;
          p_max_rows: number;
          p_no: string;
          p_now: string;
          p_numbers: string;
          p_part: number;
          p_reading: Json;
          p_user_id: string;
        };
        Returns: Json;
      };
      add_suppressions: {
        Args: {
          p_actor: string;
          p_channel: string;
          p_commit?: boolean;
          p_contacts: string[];
          p_note?: string;
          p_now: string;
          p_reason: string;
          p_source: string;
          p_user_id: string;
        };
        Returns: Json;
      };
      agree_by_link: {
        Args: {
          p_attempt: string;
          p_evidence: Json;
          p_now: string;
          p_phone: string;
          p_version: string;
          p_wording: string;
        };
        Returns: boolean;
      };
      agreed_meanwhile: { Args: { p_attempts: string[] }; Returns: string[] };
      any_stopped: { Args: { p_attempts: string[]; p_now?: string }; Returns: boolean };
      apply_message_events: { Args: { p_events: Json; p_now: string; p_window_ms: number }; Returns: Json };
      audience_options: { Args: { p_user_id: string }; Returns: Json };
      await_receipt: { Args: { p_attempt: string; p_check_at: string }; Returns: undefined };
      begin_attempt: { Args: { p_attempt: string; p_lease?: string; p_now: string }; Returns: Json };
      begin_attempts: { Args: { p_attempts: string[]; p_lease?: string; p_now: string }; Returns: Json };
      begin_list: { Args: { p_actor: string; p_list: Json; p_now: string; p_user_id: string }; Returns: Json };
      begin_test_call: {
        Args: {
          p_actor: string;
          p_assistant_id: string;
          p_campaign?: string;
          p_now: string;
          p_phone: string;
          p_request_key: string;
          p_seconds: number;
          p_user_id: string;
        };
        Returns: Json;
      };
      begin_test_message: {
        Args: {
          p_actor: string;
          p_campaign?: string;
          p_channel: string;
          p_contact: string;
          p_now: string;
          p_request_key: string;
          p_user_id: string;
        };
        Returns: Json;
      };
      campaign_activity: {
        Args: { p_campaign: string; p_limit?: number };
        Returns: {
          at: string;
          attempt_id: string;
          channel: string;
          detail: Json;
          email: string;
          id: number;
          kind: string;
          name: string;
          phone: string;
          recipient_id: string;
        }[];
      };
      campaign_analytics: { Args: { p_campaign: string; p_time_zone: string }; Returns: Json };
      campaign_overrides: { Args: { p_campaign: string; p_now: string }; Returns: Json };
      campaign_touches: { Args: { p_campaign: string; p_now: string }; Returns: Json };
      campaign_waiting: { Args: { p_campaign: string; p_now: string }; Returns: Json };
      change_campaign: {
        Args: { p_actor: string; p_campaign: string; p_change: string; p_now: string };
        Returns: Json;
      };
      claim_recipients: {
        Args: { p_campaign: string; p_lease?: string; p_limit: number; p_now: string };
        Returns: Json;
      };
      clear_lists: { Args: { p_limit: number; p_now: string }; Returns: number };
      complete_list: {
        Args: { p_actor: string; p_list: string; p_now: string; p_replace?: boolean; p_user_id: string };
        Returns: Json;
      };
      consents_of: { Args: { p_customer: string }; Returns: Json };
      contact_states: { Args: { p_customer: string; p_now: string; p_user_id: string }; Returns: Json };
      correct_outcome: {
        Args: {
          p_actor: string;
          p_attempt: string;
          p_note?: string;
          p_now: string;
          p_outcome: string;
          p_user_id: string;
        };
        Returns: Json;
      };
      count_imported: { Args: { p_keys: string[]; p_user_id: string }; Returns: number };
      count_recipients: {
        Args: {
          p_campaign: string;
          p_digits?: string;
          p_outcome?: string;
          p_reason?: string;
          p_stage?: string;
          p_status?: string;
          p_touch?: number;
          p_words?: string;
        };
        Returns: number;
      };
      customer_evidence: { Args: { p_customer: string }; Returns: Json };
      customer_states: {
        Args: { p_customers: string[]; p_now: string; p_user_id: string };
        Returns: {
          customer_id: string;
          reason: string;
        }[];
      };
      customer_timeline: {
        Args: { p_before?: string; p_before_key?: string; p_customer: string; p_limit: number };
        Returns: Json;
      };
      end_consents: {
        Args: { p_actor?: string; p_file: string; p_now: string; p_rows: Json; p_user_id: string };
        Returns: number;
      };
      end_override: { Args: { p_actor: string; p_id: string; p_now: string; p_user_id: string }; Returns: undefined };
      end_retention: { Args: { p_now: string; p_user_id: string }; Returns: undefined };
      erase_customer: {
        Args: { p_actor: string; p_customer: string; p_now: string; p_opt_out?: boolean; p_user_id: string };
        Returns: Json;
      };
      exclude_recipient: {
        Args: { p_actor: string; p_campaign: string; p_now: string; p_recipient: string; p_user_id: string };
        Returns: Json;
      };
      export_recipients: {
        Args: {
          p_after?: string;
          p_campaign: string;
          p_digits?: string;
          p_limit: number;
          p_outcome?: string;
          p_reason?: string;
          p_stage?: string;
          p_status?: string;
          p_touch?: number;
          p_words?: string;
        };
        Returns: {
          attempts: number;
          campaign_id: string;
          clicked_at: string | null;
          converted_at: string | null;
          cost: number;
          created_at: string;
          customer_id: string | null;
          decision: Json | null;
          delivered_at: string | null;
          email: string | null;
          error_message: string | null;
          holdout: boolean;
          id: string;
          last_attempt_at: string | null;
          last_contact_at: string | null;
          last_disposition: string | null;
          lead_id: string | null;
          name: string | null;
          next_attempt_at: string | null;
          opened_at: string | null;
          outcome: string | null;
          phone: string | null;
          reason: string | null;
          responded_at: string | null;
          response_data: Json | null;
          sent_at: string | null;
          spoke_at: string | null;
          status: string;
          step: number;
          step_attempts: number;
          updated_at: string;
          user_id: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "campaign_recipients";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      find_calls: {
        Args: {
          p_account: string;
          p_filters?: Json;
          p_from_at?: string;
          p_from_id?: string;
          p_limit?: number;
          p_newer?: boolean;
          p_offset?: number;
        };
        Returns: Json;
      };
      finish_attempt: {
        Args: { p_attempt: string; p_next: Json; p_now: string; p_report: Json; p_seen_outcome?: string };
        Returns: Json;
      };
      hold_provider: { Args: { p_provider: string; p_until: string }; Returns: undefined };
      import_consents: {
        Args: { p_actor?: string; p_file: string; p_now: string; p_rows: Json; p_user_id: string };
        Returns: Json;
      };
      import_leads: { Args: { p_agent_id: string; p_now: string; p_rows: Json; p_user_id: string }; Returns: Json };
      import_people: { Args: { p_now: string; p_rows: Json; p_user_id: string }; Returns: Json };
      last_sweep: { Args: Record<PropertyKey, never>; Returns: string };
      lease_deletions: {
        Args: { p_limit: number; p_now: string };
        Returns: {
          attempt_id: string;
          provider_ref: string;
        }[];
      };
      lease_doubtful: {
        Args: { p_limit?: number; p_now: string };
        Returns: {
          assistant_id: string;
          attempt_id: string;
          batch_id: string;
          begun_at: string;
          channel: string;
          contact: string;
          content: Json;
          dispatched_at: string;
          provider_ref: string;
          reconcile_tries: number;
          state: string;
        }[];
      };
      lease_events: {
        Args: { p_limit?: number; p_now: string };
        Returns: {
          attempt_id: string | null;
          error: string | null;
          event_key: string;
          id: number;
          next_try_at: string;
          payload: NonNullable<Json>;
          processed_at: string | null;
          provider: string;
          received_at: string;
          tries: number;
          user_id: string | null;
        }[];
        SetofOptions: {
          from: "*";
          to: "provider_events";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      lease_message_events: {
        Args: { p_limit?: number; p_now: string };
        Returns: {
          attempt_id: string | null;
          error: string | null;
          event_key: string;
          id: number;
          next_try_at: string;
          payload: NonNullable<Json>;
          processed_at: string | null;
          provider: string;
          received_at: string;
          tries: number;
          user_id: string | null;
        }[];
        SetofOptions: {
          from: "*";
          to: "provider_events";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      lift_suppression: {
        Args: { p_actor: string; p_id: string; p_now: string; p_reason: string; p_user_id: string };
        Returns: number;
      };
      list_campaigns: {
        Args: {
          p_direction?: string;
          p_from?: string;
          p_limit: number;
          p_offset: number;
          p_search?: string;
          p_sort?: string;
          p_status?: string;
          p_to?: string;
          p_type?: string;
          p_user_id?: string;
        };
        Returns: {
          id: string;
          next_at: string;
          total: number;
        }[];
      };
      list_customers: {
        Args: {
          p_after?: string;
          p_descending: boolean;
          p_digits?: string;
          p_limit: number;
          p_offset: number;
          p_region?: string;
          p_search?: string;
          p_sort: string;
          p_state?: string;
          p_tag?: string;
          p_user_id: string;
        };
        Returns: Json;
      };
      list_overrides: { Args: { p_now: string; p_user_id: string }; Returns: Json };
      list_recipients: {
        Args: {
          p_campaign: string;
          p_descending?: boolean;
          p_digits?: string;
          p_limit: number;
          p_offset: number;
          p_outcome?: string;
          p_reason?: string;
          p_sort?: string;
          p_stage?: string;
          p_status?: string;
          p_touch?: number;
          p_words?: string;
        };
        Returns: {
          attempts: number;
          campaign_id: string;
          clicked_at: string | null;
          converted_at: string | null;
          cost: number;
          created_at: string;
          customer_id: string | null;
          decision: Json | null;
          delivered_at: string | null;
          email: string | null;
          error_message: string | null;
          holdout: boolean;
          id: string;
          last_attempt_at: string | null;
          last_contact_at: string | null;
          last_disposition: string | null;
          lead_id: string | null;
          name: string | null;
          next_attempt_at: string | null;
          opened_at: string | null;
          outcome: string | null;
          phone: string | null;
          reason: string | null;
          responded_at: string | null;
          response_data: Json | null;
          sent_at: string | null;
          spoke_at: string | null;
          status: string;
          step: number;
          step_attempts: number;
          updated_at: string;
          user_id: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "campaign_recipients";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      list_suppressions: {
        Args: {
          p_after?: string;
          p_channel?: string;
          p_descending: boolean;
          p_digits?: string;
          p_limit: number;
          p_offset: number;
          p_reason?: string;
          p_state?: string;
          p_user_id: string;
          p_words?: string;
        };
        Returns: Json;
      };
      lists_of: { Args: { p_now: string; p_user_id: string }; Returns: Json };
      load_rules: { Args: { p_now: string; p_rules: Json }; Returns: number };
      make_override: {
        Args: {
          p_actor: string;
          p_channel: string;
          p_ends_at: string;
          p_jurisdiction: string;
          p_now: string;
          p_reason: string;
          p_rule: string;
          p_user_id: string;
        };
        Returns: string;
      };
      mark_unknown: {
        Args: { p_attempt: string; p_check_at?: string; p_error?: string; p_now: string };
        Returns: boolean;
      };
      message_links: { Args: { p_attempt: string }; Returns: Json };
      message_standings: { Args: { p_messages: Json }; Returns: Json };
      missing_values: { Args: { p_criteria: Json; p_now: string; p_user_id: string }; Returns: Json };
      needs_you: { Args: { p_account: string; p_most?: number }; Returns: number };
      newest_rules: { Args: Record<PropertyKey, never>; Returns: Json };
      note_sweep: { Args: { p_now: string }; Returns: undefined };
      opt_out_customer: {
        Args: {
          p_actor: string;
          p_channel: string;
          p_customer: string;
          p_note?: string;
          p_now: string;
          p_reason: string;
          p_user_id: string;
        };
        Returns: number;
      };
      pause_campaign: { Args: { p_campaign: string; p_now: string; p_reason: string }; Returns: Json };
      place_hours: { Args: { p_now: string; p_places: string[] }; Returns: Json };
      plan_recording: { Args: { p_attempt: string }; Returns: string };
      postpone_settling: { Args: { p_attempt: string; p_error: string; p_now: string }; Returns: boolean };
      prepare_messages: { Args: { p_batch: string; p_contents: Json; p_now: string }; Returns: string[] };
      preview_audience: {
        Args: {
          p_channel: string;
          p_criteria: Json;
          p_now: string;
          p_purpose?: string;
          p_sample?: number;
          p_user_id: string;
        };
        Returns: Json;
      };
      purge_people: { Args: { p_limit: number; p_now: string; p_user_id: string }; Returns: number };
      purge_recordings: { Args: { p_limit: number; p_now: string; p_user_id: string }; Returns: number };
      purge_words: { Args: { p_limit: number; p_now: string; p_user_id: string }; Returns: number };
      read_consent_request: { Args: { p_attempt: string }; Returns: Json };
      read_unsubscribe: { Args: { p_attempt: string }; Returns: Json };
      receive_message: {
        Args: {
          p_at: string;
          p_body: string;
          p_channel: string;
          p_from: string;
          p_kind: string;
          p_now: string;
          p_provider: string;
          p_provider_ref: string;
          p_subject: string;
          p_to: string;
        };
        Returns: Json;
      };
      record_consent: {
        Args: {
          p_actor?: string;
          p_consent: Json;
          p_email?: string;
          p_name?: string;
          p_now: string;
          p_phone?: string;
          p_user_id: string;
        };
        Returns: Json;
      };
      record_dispatch: { Args: { p_attempt: string; p_now: string; p_provider_ref: string }; Returns: Json };
      record_dispatches: { Args: { p_now: string; p_receipt_wait: string; p_refs: Json }; Returns: number };
      record_doubt: {
        Args: { p_attempt: string; p_check_at: string; p_error: string; p_now: string };
        Returns: boolean;
      };
      record_progress: {
        Args: {
          p_attempt: string;
          p_check_at?: string;
          p_detail: Json;
          p_kind: string;
          p_now: string;
          p_provider_ref?: string;
        };
        Returns: boolean;
      };
      record_recording_consent: {
        Args: { p_attempt: string; p_granted: boolean; p_now: string; p_tool_id: string };
        Returns: boolean;
      };
      record_tool_call: {
        Args: {
          p_arguments: Json;
          p_attempt: string;
          p_now: string;
          p_outcome: string;
          p_tool: string;
          p_tool_id: string;
        };
        Returns: boolean;
      };
      recording_plans: {
        Args: { p_customers: string[]; p_user_id: string };
        Returns: {
          customer_id: string;
          recording: string;
        }[];
      };
      release_expired: { Args: { p_limit?: number; p_now: string }; Returns: number };
      rely_on_lists: {
        Args: { p_actor: string; p_now: string; p_regions: string[]; p_user_id: string };
        Returns: undefined;
      };
      remove_list: {
        Args: { p_actor: string; p_list: string; p_now: string; p_reason: string; p_user_id: string };
        Returns: number;
      };
      retention_due: { Args: { p_limit: number; p_now: string }; Returns: string[] };
      retry_recipient: {
        Args: { p_actor: string; p_campaign: string; p_now: string; p_recipient: string; p_user_id: string };
        Returns: Json;
      };
      rule_values: { Args: { p_rules: string[] }; Returns: Json };
      sample_customers: {
        Args: {
          p_channel?: string;
          p_criteria: Json;
          p_customers?: string[];
          p_limit?: number;
          p_now: string;
          p_user_id: string;
        };
        Returns: {
          customer_id: string;
          last_contact_at: string;
          last_service: string;
          name: string;
          time_zone: string;
        }[];
      };
      select_recipients: { Args: { p_campaign: string; p_now: string }; Returns: number };
      set_api_key: {
        Args: {
          p_actor: string;
          p_hash?: string;
          p_now: string;
          p_replaces?: string;
          p_shown?: string;
          p_user_id: string;
        };
        Returns: undefined;
      };
      set_campaign_steps: { Args: { p_campaign: string; p_steps: Json }; Returns: number };
      settle_campaign: { Args: { p_campaign: string; p_now: string }; Returns: Json };
      settle_deletions: { Args: { p_attempts: string[]; p_deleted: string[]; p_now: string }; Returns: number };
      settle_lists: { Args: { p_user_id?: string }; Returns: number };
      start_campaign: { Args: { p_campaign: string; p_now: string }; Returns: Json };
      stop_campaign: { Args: { p_campaign: string; p_now: string }; Returns: Json };
      take_turn: { Args: { p_interval_ms: number; p_now: string; p_provider: string }; Returns: string };
      unsubscribe: {
        Args: { p_attempt: string; p_channel: string; p_method: string; p_now: string };
        Returns: boolean;
      };
      withdraw_by_link: { Args: { p_attempt: string; p_now: string }; Returns: boolean };
      withdraw_consents: {
        Args: {
          p_actor?: string;
          p_channel: string;
          p_email?: string;
          p_now: string;
          p_phone?: string;
          p_user_id: string;
        };
        Returns: number;
      };
      zones_of_region: { Args: { p_region: string }; Returns: string[] };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
